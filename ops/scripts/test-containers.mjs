import { inHouse } from './lib/house.mjs';
import { ensureInstalled } from './lib/installed.mjs';
import { show } from './lib/run.mjs';
import { command } from './lib/tell.mjs';

/** Apart from `npm test`: it builds images and wants an engine, which takes minutes the first time. */
await command(async () => {
  await ensureInstalled();
  return show('vitest', ['run'], { cwd: inHouse('ops', 'containers') });
});
