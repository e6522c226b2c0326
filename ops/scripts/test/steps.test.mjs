import { constants, getPriority } from 'node:os';
import { describe, expect, it } from 'vitest';
import { ownNode } from '../lib/house.mjs';
import { runSteps } from '../lib/steps.mjs';

const lasting = `const begun = Date.now();
  setTimeout(() => console.log(JSON.stringify([begun, Date.now(), os.getPriority()])), 400);`;
const step = (name, options) => ({ name, program: ownNode, args: ['-e', lasting], ...options });

/** When a step ran, and with which priority. */
const timesOf = ({ output }) => {
  const [begun, ended, priority] = JSON.parse(output);
  return { begun, ended, priority };
};
const overlap = (one, other) => one.begun < other.ended && other.begun < one.ended;

describe('the steps of a run', { timeout: 30_000 }, () => {
  it('come together but for those that want to be alone, beside whom only the patient ones run', async () => {
    const outcomes = await runSteps(
      [step('one'), step('patient', { patient: true }), step('alone', { alone: true }), step('other')],
      2,
    );
    const times = Object.fromEntries(outcomes.map((outcome) => [outcome.name, timesOf(outcome)]));
    expect(overlap(times.one, times.other)).toBe(true);
    expect(overlap(times.one, times.alone) || overlap(times.other, times.alone)).toBe(false);
    expect(overlap(times.patient, times.alone)).toBe(true);
    expect(times.patient.priority).toBe(constants.priority.PRIORITY_LOW);
    expect(times.alone.priority).toBe(getPriority());
  });

  it('are all told of, those that fail too', async () => {
    const failing = { name: 'failing', program: ownNode, args: ['-e', 'process.exit(3)'], patient: true };
    const outcomes = await runSteps([failing, step('alone', { alone: true })]);
    expect(outcomes.map(({ name, failed }) => [name, failed]).sort()).toEqual([
      ['alone', []],
      ['failing', ['failing']],
    ]);
  });
});
