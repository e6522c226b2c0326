import { closingLines, tally } from './tally.mjs';
import { say } from './tell.mjs';

/** A preparation counts as one proof: where it fails, the rest still tells what it can. */
export async function prepare(name, work) {
  try {
    await work();
    return { name, output: '', passed: 1, failed: [], skipped: [] };
  } catch (error) {
    say(`✗ ${name}: ${error.message}`);
    return { name, output: error.message, passed: 0, failed: [name], skipped: [] };
  }
}

/** Says what was skipped, what failed and the counts; answers the exit code. */
export function close(outcomes) {
  const total = tally(outcomes, { strict: process.env.CI === 'true' });
  say(`\n${closingLines(total).join('\n')}`);
  return total.failed.length > 0 ? 1 : 0;
}
