// Catalogue: D1, and the promise that what was acknowledged is there after kill -9.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { aSignUp } from '#test/builders.js';
import { startBuiltServer, throwAwayFolder, type BuiltServer } from './built-server.js';

const signUps = 200;
const atOnce = 3;
const signUpText = 'mutation ($input: RegisterInput!) { register(input: $input) { auth { user { id } } } }';
const signInText = 'mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }';

type Input = ReturnType<typeof aSignUp>;

/** Signs up one after the other until there are enough or the server is gone; answers who was acknowledged. */
async function signUpUntilGone(server: BuiltServer, waiting: Input[], acknowledged: Input[]): Promise<void> {
  for (let input = waiting.pop(); input; input = waiting.pop()) {
    const answer = await server.ask(signUpText, { input }).catch(() => null);
    if (!answer) return;
    if (answer.status === 200) acknowledged.push(input);
  }
}

describe('kill -9 in the middle of 200 sign-ups', () => {
  const folder = throwAwayFolder();
  const dataDir = join(folder.path, 'data');
  const servers: BuiltServer[] = [];
  afterAll(async () => {
    for (const server of servers) server.process.kill('SIGKILL');
    await Promise.all(servers.map(({ ended }) => ended));
    folder.remove();
  });

  it('loses no acknowledged account, and leaves the database whole', { timeout: 90_000 }, async () => {
    const waiting = Array.from({ length: signUps }, () => aSignUp());
    const acknowledged: Input[] = [];
    for (const share of [0.3, 0.7]) {
      const server = await startBuiltServer(dataDir);
      servers.push(server);
      const work = Promise.all(Array.from({ length: atOnce }, () => signUpUntilGone(server, waiting, acknowledged)));
      while (acknowledged.length < signUps * share) await new Promise((resolve) => setTimeout(resolve, 5));
      server.process.kill('SIGKILL');
      await Promise.all([work, server.ended]);
    }
    const database = new Database(join(dataDir, 'main.db'));
    expect(database.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(database.pragma('foreign_key_check')).toEqual([]);
    const complete = database
      .prepare('select u.pseudo from "user" u join credential c on c.user_id = u.id join session s on s.user_id = u.id')
      .pluck()
      .all();
    expect(database.prepare('select count(*) from "user"').pluck().get()).toBe(complete.length);
    database.close();
    expect(acknowledged.map(({ pseudo }) => pseudo).filter((pseudo) => !complete.includes(pseudo))).toEqual([]);
    const restarted = await startBuiltServer(dataDir);
    servers.push(restarted);
    for (const { pseudo, password } of [...acknowledged.slice(0, 3), ...acknowledged.slice(-6)])
      expect(await restarted.ask(signInText, { input: { identifier: pseudo, password } })).toMatchObject({
        status: 200,
      });
  });
});
