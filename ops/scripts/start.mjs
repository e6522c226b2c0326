import { ownNode, serverArguments, serverProgram } from './lib/house.mjs';
import { ensureBuilt } from './lib/builds.mjs';
import { ensureInstalled } from './lib/installed.mjs';
import { become } from './lib/run.mjs';
import { command } from './lib/tell.mjs';

await command(async () => {
  await ensureInstalled();
  await ensureBuilt(['server', 'client']);
  return become(ownNode, serverArguments(serverProgram('main.js')));
});
