// `npm run bench`: our figures beside a floor or a peer measured in the same run (times drift, ratios hold).
import { ensureBuilt } from '../scripts/lib/builds.mjs';
import { ensureInstalled } from '../scripts/lib/installed.mjs';
import { ownNode } from '../scripts/lib/house.mjs';
import { become } from '../scripts/lib/run.mjs';
import { command } from '../scripts/lib/tell.mjs';

await command(async () => {
  await ensureInstalled();
  await ensureBuilt(['server']);
  return become(ownNode, [new URL('./measure.mjs', import.meta.url).pathname]);
});
