import { parseArgs } from 'node:util';
import { ownNode, serverArguments, serverProgram } from './lib/house.mjs';
import { ensureBuilt } from './lib/builds.mjs';
import { ensureInstalled } from './lib/installed.mjs';
import { show } from './lib/run.mjs';
import { command } from './lib/tell.mjs';

/** The server emits schema and vocabulary; the typed documents are made from both, so the order matters. The model's pages follow. */
await command(async () => {
  const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
  const check = values.check ? ['--check'] : [];
  await ensureInstalled();
  await ensureBuilt(['server']);
  const emitted = await show(ownNode, serverArguments(serverProgram('cli.js'), 'emit-schema', ...check));
  const typed = emitted === 0 || values.check ? await show(ownNode, ['schema/generate.mjs', ...check]) : 0;
  const modelled = await show(ownNode, ['ops/scripts/model.mjs', ...check]);
  return Math.max(emitted, typed, modelled);
});
