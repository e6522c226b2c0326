// The floor of a refresh: a durable transaction of two statements, as short as SQLite has them.
import { join } from 'node:path';
import { openDatabase } from './lib/database.mjs';
import { offerWork } from './lib/work.mjs';

const database = openDatabase(join(process.env.FOLDER, 'bare.db'));
database.exec(`create table session (id integer primary key, generation integer not null, rotated_at integer not null);
  create table event (id integer primary key, type text not null, subject text not null, at integer not null)`);
const sessions = 64;
const begin = database.prepare('begin immediate');
const rotate = database.prepare('update session set generation = generation + 1, rotated_at = ? where id = ?');
const record = database.prepare('insert into event (type, subject, at) values (?, ?, ?)');
const commit = database.prepare('commit');
for (let id = 0; id < sessions; id += 1) database.prepare('insert into session values (?, 1, 0)').run(id);

let turn = 0;
offerWork(async (count) => {
  for (let done = 0; done < count; done += 1) {
    const id = (turn += 1) % sessions;
    const now = Date.now();
    begin.run();
    if (rotate.run(now, id).changes !== 1) throw new Error('no such session');
    record.run('session.refreshed', `session:${id}`, now);
    commit.run();
  }
});
