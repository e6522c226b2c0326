import { availableParallelism } from 'node:os';
import { run } from './run.mjs';
import { dim, green, red, say, seconds, yellow } from './tell.mjs';

/**
 * @typedef {object} Step      one thing to prove
 * @property {string} name
 * @property {string} program
 * @property {string[]} args
 * @property {string} [cwd]
 * @property {Record<string, string>} [env]
 * @property {boolean} [alone]   runs when nothing else does but what is patient
 * @property {boolean} [patient] takes what the others leave of the machine
 * @property {string} [absent]   why it cannot run here
 * @property {(code: number, output: string) => Counts} [read]  reads the counts of a step that holds many tests
 *
 * @typedef {{ passed: number, failed: string[], skipped: { name: string, reason: string }[], note?: string }} Counts
 * @typedef {Counts & { name: string, ms: number, output: string }} Outcome
 */

const one = (name) => (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? [] : [name], skipped: [] });

/** @type {(step: Step) => Promise<Outcome>} */
async function runStep({ name, program, args, absent, read = one(name), ...options }) {
  if (absent) return { name, ms: 0, output: '', passed: 0, failed: [], skipped: [{ name, reason: absent }] };
  const { code, output, ms } = await run(program, args, options);
  return { name, ms, output, ...read(code, output) };
}

function tellOutcome({ name, ms, passed, failed, skipped, note: said = '' }) {
  const mark = failed.length > 0 ? red('✗') : passed > 0 ? green('✓') : yellow('–');
  const counts =
    passed + failed.length > 1 ? `  ${passed} passed${failed.length > 0 ? `, ${failed.length} failed` : ''}` : '';
  const note = passed + failed.length === 0 && skipped.length > 0 ? skipped[0].reason : said;
  say(`${mark} ${name.padEnd(26)} ${dim(seconds(ms).padStart(7))}${counts}${note && `  ${note}`}`);
}

function tellFailures(outcomes) {
  for (const { name, output } of outcomes.filter(({ failed }) => failed.length > 0)) {
    say(`\n${red(`── ${name} ──`)}\n${output.trimEnd()}`);
  }
}

/**
 * Runs steps, as many at a time as there are cores; at the end those that want to be alone, and beside them, with what
 * they leave of the machine, those that are patient. Says each outcome as it comes.
 */
export async function runSteps(steps, limit = availableParallelism()) {
  const outcomes = [];
  const drain = async (queue) => {
    for (let step = queue.shift(); step; step = queue.shift()) {
      const outcome = await runStep(step);
      outcomes.push(outcome);
      tellOutcome(outcome);
    }
  };
  const alone = steps.filter((step) => step.alone);
  const patient = steps.filter((step) => step.patient);
  const together = steps.filter((step) => !step.alone && !step.patient);
  await Promise.all(Array.from({ length: limit }, () => drain(together)));
  await Promise.all([drain(alone).then(() => drain(patient)), drain(patient)]);
  tellFailures(outcomes);
  return outcomes;
}
