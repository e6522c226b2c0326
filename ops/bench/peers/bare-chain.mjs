// The floor of that walk: the same rows, each read and put through the same hash, and nothing looked at.
import { createHmac, createSecretKey } from 'node:crypto';
import { join } from 'node:path';
import { openDatabase } from './lib/database.mjs';
import { fill, openOwnDatabase, secret } from './lib/journal.mjs';
import { offerWork } from './lib/work.mjs';

const entries = 100_000;
const own = await openOwnDatabase();
fill(own, entries);
await own.close();
const key = createSecretKey(secret);
const all = openDatabase(join(process.env.FOLDER, 'main.db')).prepare('select * from recorded_event order by seq');

offerWork(async (count) => {
  for (let done = 0; done < count; done += 1) {
    let seal = Buffer.alloc(32);
    let read = 0;
    for (const row of all.iterate()) {
      seal = createHmac('sha256', key)
        .update(seal)
        .update(JSON.stringify(Object.values(row).slice(0, -1)))
        .digest();
      read += 1;
    }
    if (read !== entries || seal.length !== 32) throw new Error('not every row was read');
  }
});
