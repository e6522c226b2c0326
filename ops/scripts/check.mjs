import { ensureBuilt } from './lib/builds.mjs';
import { checks, prepareClient } from './lib/checks.mjs';
import { ensureInstalled } from './lib/installed.mjs';
import { runSteps } from './lib/steps.mjs';
import { command } from './lib/tell.mjs';

await command(async () => {
  await ensureInstalled();
  await Promise.all([ensureBuilt(['server']), prepareClient()]);
  const outcomes = await runSteps(checks());
  return outcomes.some(({ failed }) => failed.length > 0) ? 1 : 0;
});
