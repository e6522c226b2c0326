import { ensureBuilt } from './lib/builds.mjs';
import { checks, prepareClient } from './lib/checks.mjs';
import { ensureComponents } from './lib/components.mjs';
import { ensureInstalled } from './lib/installed.mjs';
import { runSteps } from './lib/steps.mjs';
import { suites } from './lib/suites.mjs';
import { closingLines, tally } from './lib/tally.mjs';
import { command, say } from './lib/tell.mjs';

/** A preparation counts as one proof: where it fails, the rest still tells what it can. */
async function prepare(name, work) {
  try {
    await work();
    return { name, output: '', passed: 1, failed: [], skipped: [] };
  } catch (error) {
    say(`✗ ${name}: ${error.message}`);
    return { name, output: error.message, passed: 0, failed: [name], skipped: [] };
  }
}

function close(outcomes) {
  const total = tally(outcomes, { strict: process.env.CI === 'true' });
  say(`\n${closingLines(total).join('\n')}`);
  return total.failed.length > 0 ? 1 : 0;
}

await command(async () => {
  const installed = await prepare('installation', ensureInstalled);
  if (installed.failed.length > 0) return close([installed]);
  const components = await ensureComponents();
  const built = await prepare('build', () => ensureBuilt(['server', 'client']));
  const prepared = await prepare('messages and route types', prepareClient);
  const outcomes = await runSteps([...checks(), ...suites(components)]);
  return close([installed, built, prepared, ...outcomes]);
});
