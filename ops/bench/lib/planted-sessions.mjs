import { createPrivateKey, sign } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ask, dataOf, signIn, viewerRequest } from './asking.mjs';
import { person } from './cast.mjs';
import { startHouse } from './house.mjs';

const partsOf = (token) =>
  token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url')));
const packed = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** Makes tokens like this one, for other sessions, with the instance's own key. */
function tokensLike(token, folder) {
  const keys = join(folder, 'keys', 'signing');
  const key = createPrivateKey(readFileSync(join(keys, readdirSync(keys).sort().at(-1))));
  const [header, payload] = partsOf(token);
  return (changes) => {
    const text = `${packed(header)}.${packed({ ...payload, ...changes })}`;
    return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  };
}

/** Writes a row again and again, each time with other values in some columns. */
function copier(database, table, row) {
  const names = Object.keys(row);
  const insert = database.prepare(
    `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
  );
  return (changes) => insert.run(...Object.values({ ...row, ...changes }));
}

/**
 * Fills a folder with sessions and answers their access tokens. Signing in so often would take minutes of hashing, and
 * ten thousand copies of one real session, with tokens like its own, weigh the same in memory.
 */
export async function plantSessions(folder, count) {
  await using house = await startHouse(folder);
  const { accessToken } = await signIn(house, person(0).pseudo);
  // The first request of a session writes that it came; that one is not to be copied ten thousand times.
  dataOf(await ask(house, viewerRequest(accessToken)));
  using database = new DatabaseSync(join(folder, 'main.db'));
  const [, { sid }] = partsOf(accessToken);
  const people = database.prepare('select id from user').all();
  const copy = copier(database, 'session', database.prepare('select * from session where id = ?').get(sid));
  const tokenFor = tokensLike(accessToken, folder);
  database.exec('begin immediate');
  const tokens = Array.from({ length: count }, (_, number) => {
    const id = sid.slice(0, -12) + number.toString(16).padStart(12, '0');
    const user = people[number % people.length].id;
    copy({ id, user_id: user });
    return tokenFor({ sub: user, sid: id, jti: id });
  });
  database.exec('commit');
  return tokens;
}
