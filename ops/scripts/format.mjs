import { ensureInstalled } from './lib/installed.mjs';
import { show } from './lib/run.mjs';
import { command } from './lib/tell.mjs';

/** `npm run format`: every file; `npm run format -- README.md`: what is named. */
await command(async () => {
  await ensureInstalled();
  const named = process.argv.slice(2);
  return show('prettier', ['--write', ...(named.length > 0 ? named : ['.'])]);
});
