// What a change pays for its event: the floor's own statement, and the server's sealed row in the place of a bare one.
import { anEntry, append, chain, openOwnDatabase } from './lib/journal.mjs';
import { offerWork } from './lib/work.mjs';

const database = await openOwnDatabase();
const sessions = 64;
await database.transact(async ({ sql }) => {
  await sql.run(
    'create table measured (id integer primary key, generation integer not null, rotated_at integer not null)',
    [],
  );
  for (let id = 0; id < sessions; id += 1) await sql.run('insert into measured values (?, 1, 0)', [id]);
});
const rotateSql = 'update measured set generation = generation + 1, rotated_at = ? where id = ?';

let turn = 0;
offerWork(async (count) => {
  for (let done = 0; done < count; done += 1) {
    turn += 1;
    const now = Date.now();
    const [entry] = await database.transact(async ({ sql }) => {
      await sql.run(rotateSql, [now, turn % sessions]);
      return append(sql, chain, [anEntry(turn, now)]);
    });
    if (entry?.seq !== turn) throw new Error('the journal has a gap');
  }
});
