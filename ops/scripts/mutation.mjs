import { rmSync } from 'node:fs';
import { inHouse } from './lib/house.mjs';
import { ensureInstalled } from './lib/installed.mjs';
import { rooms } from './lib/mutated-rooms.mjs';
import { show } from './lib/run.mjs';
import { command, say } from './lib/tell.mjs';

/** Changes the sources of a room, one small change at a time, and counts how many a test notices. */
function mutate(room) {
  say(`\n── ${room} ──`);
  const folder = inHouse('.socle', 'mutation', room);
  rmSync(folder, { recursive: true, force: true });
  // Every mutant loads the house anew: compiled once, the packages load in half the time.
  const compiled = inHouse('.socle', 'mutation', 'compiled');
  const env = { SOCLE_ROOM: room, SOCLE_JUDGES: rooms[room].judges.join(), NODE_COMPILE_CACHE: compiled };
  return show('stryker', ['run', '.stryker.config.mjs'], { env });
}

/** `npm run mutation`: every room; `npm run mutation -- sessions`: one of them. Fails below the threshold. */
await command(async () => {
  await ensureInstalled();
  const asked = process.argv.slice(2);
  const unknown = asked.filter((room) => !(room in rooms));
  if (unknown.length > 0) throw new Error(`There is no room ${unknown.join(', ')}: ${Object.keys(rooms).join(', ')}.`);
  let code = 0;
  for (const room of asked.length > 0 ? asked : Object.keys(rooms)) code = (await mutate(room)) || code;
  return code;
});
