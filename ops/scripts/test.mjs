import { weighing } from './lib/budget.mjs';
import { ensureBuilt } from './lib/builds.mjs';
import { checks, prepareClient } from './lib/checks.mjs';
import { ensureComponents } from './lib/components.mjs';
import { ensureInstalled } from './lib/installed.mjs';
import { close, prepare } from './lib/proofs.mjs';
import { runSteps } from './lib/steps.mjs';
import { suites } from './lib/suites.mjs';
import { command } from './lib/tell.mjs';

await command(async () => {
  const installed = await prepare('installation', ensureInstalled);
  if (installed.failed.length > 0) return close([installed]);
  const components = await ensureComponents();
  const built = await prepare('build', () => ensureBuilt(['server', 'client']));
  const prepared = await prepare('messages and route types', prepareClient);
  const [longest, ...short] = checks();
  const patient = short.map((check) => ({ ...check, patient: true }));
  const outcomes = await runSteps([...suites(components), weighing(), longest, ...patient]);
  return close([installed, built, prepared, ...outcomes]);
});
