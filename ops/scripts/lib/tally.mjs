/** Whether a skip is for want of something that could have been installed: no excuse where everything has to be proved. */
const wantsComponent = ({ reason }) => /not installed/.test(reason);

/** Adds outcomes up; under `strict`, a skip for want of an installable component counts as a failure. */
export function tally(outcomes, { strict = false } = {}) {
  const failed = outcomes.flatMap((outcome) => outcome.failed);
  const skips = outcomes.flatMap((outcome) => outcome.skipped);
  const refused = skips.filter((skip) => strict && wantsComponent(skip));
  return {
    passed: outcomes.reduce((sum, outcome) => sum + outcome.passed, 0),
    failed: [...failed, ...refused.map(({ name, reason }) => `${name}: ${reason}`)],
    skipped: skips.filter((skip) => !refused.includes(skip)),
  };
}

/** The last lines of a test run: what was skipped and why, what failed, and the counts. */
export function closingLines({ passed, failed, skipped }) {
  return [
    ...skipped.map(({ name, reason }) => `skipped  ${name}: ${reason}`),
    ...failed.map((name) => `failed   ${name}`),
    `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`,
  ];
}
