// `npm run bench`: our figures beside a floor or a peer measured in the same run (times drift, ratios hold).
import { ensureBuilt } from '#scripts/builds.mjs';
import { inHouse, ownNode } from '#scripts/house.mjs';
import { ensureInstalled } from '#scripts/installed.mjs';
import { become } from '#scripts/run.mjs';
import { command } from '#scripts/tell.mjs';
import { readArguments } from './lib/arguments.mjs';
import { ensurePeers } from './lib/peers-installed.mjs';

await command(async () => {
  const args = process.argv.slice(2);
  readArguments(args);
  await ensureInstalled();
  await ensurePeers();
  await ensureBuilt(['server', 'client']);
  return become(ownNode, [inHouse('ops', 'bench', 'measure.mjs'), ...args]);
});
