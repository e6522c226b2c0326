import { parseArgs } from 'node:util';
import { builds, ensureBuilt } from './lib/builds.mjs';
import { ensureInstalled } from './lib/installed.mjs';
import { command } from './lib/tell.mjs';

await command(async () => {
  const { values, positionals } = parseArgs({ options: { 'if-stale': { type: 'boolean' } }, allowPositionals: true });
  const unknown = positionals.filter((name) => !(name in builds));
  if (unknown.length > 0)
    throw new Error(`nothing called ${unknown.join(', ')} can be built, only ${Object.keys(builds).join(', ')}`);
  await ensureInstalled();
  await ensureBuilt(positionals.length > 0 ? positionals : Object.keys(builds), { always: !values['if-stale'] });
});
