// Catalogue: D2, D6: a crash between the commits of the two databases leaves nothing half, whichever step it hits.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { aSignUp, goodPassword } from '#test/builders.js';
import { startBuiltServer, throwAwayFolder, type BuiltServer } from './built-server.js';

/** Every step at which a change of both databases can be cut off: after which statement, and at which commit. */
const steps = {
  'before the vault commits': { since: 'insert into pending_fact', file: 'vault.db', when: 'before' },
  'after the vault has committed': { since: 'insert into pending_fact', file: 'vault.db', when: 'after' },
  'before the main database commits': { since: 'insert into pending_fact', file: 'main.db', when: 'before' },
  'after the main database has committed': { since: 'insert into pending_fact', file: 'main.db', when: 'after' },
  'before the promise goes': { since: 'delete from pending_fact', file: 'vault.db', when: 'before' },
  'after the promise has gone': { since: 'delete from pending_fact', file: 'vault.db', when: 'after' },
} as const;

type Step = keyof typeof steps;

const isFinal = (step: Step): boolean => step !== 'before the vault commits';

const signUpText = 'mutation ($input: RegisterInput!) { register(input: $input) { auth { accessToken user { id } } } }';
const signInText = 'mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }';
const keepText = 'mutation ($input: UpdatePersonalDataInput!) { updatePersonalData(input: $input) { city } }';
const readText = '{ myPersonalData { city phone } }';
const leaveText = 'mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) }';

interface Someone {
  readonly id: string;
  readonly pseudo: string;
  readonly headers: { authorization: string };
}

const preload = pathToFileURL(fileURLToPath(new URL('kill-at-commit.mjs', import.meta.url))).href;

describe('a server that is killed', () => {
  const folder = throwAwayFolder();
  const dataDir = join(folder.path, 'data');
  const killAt = join(folder.path, 'kill-at.json');
  let server: BuiltServer | undefined;
  afterAll(async () => {
    server?.process.kill('SIGKILL');
    await server?.ended;
    folder.remove();
  });

  /** The server that runs; it is started where the last one was killed, and completes what that one left. */
  async function running(): Promise<BuiltServer> {
    rmSync(killAt, { force: true });
    const environment = { NODE_OPTIONS: `--import ${preload}`, KILL_AT: killAt, PUBLIC_URL: 'http://localhost:4000' };
    return (server ??= await startBuiltServer(dataDir, environment));
  }

  /** Asks for something that the server does not survive. */
  async function dieAt(step: Step, query: string, variables: object, { headers }: Someone): Promise<void> {
    const dying = await running();
    writeFileSync(killAt, JSON.stringify(steps[step]));
    const answered = await dying.ask(query, variables, headers).then(
      () => 'answered',
      () => 'lost',
    );
    expect([answered, await dying.ended]).toEqual(['lost', { code: null, signal: 'SIGKILL' }]);
    server = undefined;
  }

  async function someone(): Promise<Someone> {
    const input = aSignUp();
    const { data } = await (
      await running()
    ).ask<{
      register: { auth: { accessToken: string; user: { id: string } } };
    }>(signUpText, { input });
    if (!data) throw new Error('nobody could sign up');
    const { accessToken, user } = data.register.auth;
    return { id: user.id, pseudo: input.pseudo, headers: { authorization: `Bearer ${accessToken}` } };
  }

  async function keep({ headers }: Someone, input: object): Promise<void> {
    const { status } = await (await running()).ask(keepText, { input }, headers);
    expect(status).toBe(200);
  }

  const read = async ({ headers }: Someone): Promise<unknown> =>
    (await (await running()).ask<{ myPersonalData: unknown }>(readText, {}, headers)).data?.myPersonalData;

  function rows(file: 'main' | 'vault', sql: string, ...parameters: unknown[]): unknown[] {
    const database = new Database(join(dataDir, `${file}.db`), { readonly: true });
    try {
      return database.prepare(sql).all(...parameters);
    } finally {
      database.close();
    }
  }

  const eventsOf = ({ id }: Someone, type: string): unknown[] =>
    rows('main', 'select id from recorded_event where subject = ? and type = ?', `user:${id}`, type);

  const expectNothingPending = (): void => expect(rows('vault', 'select id from pending_fact')).toEqual([]);

  describe.each(Object.keys(steps) as Step[])('%s', { timeout: 60_000 }, (step) => {
    it('has changed what is kept and recorded it, or neither', async () => {
      const person = await someone();
      await keep(person, { city: 'London', phone: '+442079460958' });
      await dieAt(step, keepText, { input: { city: 'Rome' } }, person);
      expect(await read(person)).toEqual({ city: isFinal(step) ? 'Rome' : 'London', phone: '+442079460958' });
      expect(eventsOf(person, 'vault.changed')).toHaveLength(isFinal(step) ? 2 : 1);
      expectNothingPending();
    });

    it('has deleted an account with all that was kept, or nothing of it', async () => {
      const person = await someone();
      await keep(person, { city: 'London' });
      const input = { password: goodPassword, confirmation: person.pseudo };
      await dieAt(step, leaveText, { input }, person);
      const identifier = { identifier: person.pseudo, password: goodPassword };
      const signedIn = await (await running()).ask(signInText, { input: identifier });
      expect(signedIn.code).toBe(isFinal(step) ? 'INVALID_CREDENTIALS' : null);
      expect(rows('vault', 'select id from data_key where user_id = ?', person.id)).toHaveLength(isFinal(step) ? 0 : 1);
      expect(eventsOf(person, 'user.deleted')).toHaveLength(isFinal(step) ? 1 : 0);
      if (!isFinal(step)) expect(await read(person)).toEqual({ city: 'London', phone: null });
      expectNothingPending();
    });
  });

  it.each(['before the vault commits', 'after the vault has committed'] as const)(
    '%s has kept the first data of somebody, under a key of their own, or nothing',
    { timeout: 60_000 },
    async (step) => {
      const person = await someone();
      await dieAt(step, keepText, { input: { city: 'Rome' } }, person);
      expect(await read(person)).toEqual({ city: isFinal(step) ? 'Rome' : null, phone: null });
      expect(eventsOf(person, 'vault.changed')).toHaveLength(isFinal(step) ? 1 : 0);
      expectNothingPending();
    },
  );

  it('leaves both databases whole', async () => {
    await running();
    for (const file of ['main', 'vault'] as const)
      expect(rows(file, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(
      rows(
        'vault',
        'select r.id from personal_record r left join data_key k on k.id = r.data_key_id where k.id is null',
      ),
    ).toEqual([]);
  });
});
