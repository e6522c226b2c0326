import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfirmPasswordDocument, RefreshDocument, SignInDocument } from '@socle/schema/documents';
import { createApp, type App } from '#house/app.js';
import { readSettings } from '#house/settings.js';
import { newId } from '#kernel/entity.js';
import { User } from '#modules/users/index.js';
import { createLog } from '#platform/telemetry/log.js';
import { aSignUp, goodPassword } from './builders.js';
import { Caller } from './caller.js';
import { TestClock } from './clock.js';

/** A signed-in person. */
export interface Person {
  readonly id: string;
  readonly pseudo: string;
  readonly email: string;
  readonly caller: Caller;
}

/** A house of a test's own, on a throw-away database. */
export interface TestHouse {
  readonly app: App;
  readonly clock: TestClock;
  readonly folder: string;
  /** Every line that was logged. */
  readonly lines: string[];
  /** What was announced to the person at the terminal. */
  readonly announced: string[];
  /** Somebody who is not signed in. */
  visitor(headers?: Record<string, string>): Caller;
  /** A new person, signed in, as after `register`; with a role other than member where one is given. */
  person(role?: string): Promise<Person>;
  /** Another device of the same person. */
  signIn(person: Person, deviceName?: string): Promise<Caller>;
  /** Lets ten minutes pass and the session rotate: still signed in, but the proof of the password is old. */
  becomeUnfresh(person: Person): Promise<void>;
  /** However much time has passed: signed in, with the password proven just now. */
  becomeFresh(person: Person): Promise<void>;
  /** Leaves this administrator as the only one. */
  onlyAdmin(person: Person): Promise<void>;
  /** The types of the events recorded while `work` ran, in their order. */
  eventsOf(work: () => Promise<unknown>): Promise<string[]>;
  /** Closes the house and opens it again on the same data. */
  reopen(): Promise<TestHouse>;
  close(): Promise<void>;
}

async function open(folder: string, clock: TestClock, environment: Record<string, string>): Promise<TestHouse> {
  const lines: string[] = [];
  const announced: string[] = [];
  const settings = readSettings(
    { NODE_ENV: 'test', DATA_DIR: folder, PUBLIC_URL: 'http://localhost:4000', LIMITS_FACTOR: '1000', ...environment },
    folder,
  );
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const app = await createApp({
    settings,
    log,
    clock,
    announce: (message) => void announced.push(message),
    clientFolder: join(folder, 'no-client'),
  });
  await app.http.ready();
  await app.welcome();
  return new OpenHouse({ app, clock, folder, lines, announced }, environment);
}

/** What the requests of a test look like from inside. */
const testClient = { address: '127.0.0.1', userAgent: 'lightMyRequest' };

class OpenHouse implements TestHouse {
  #passwordHash: Promise<string> | undefined;

  readonly app: App;
  readonly clock: TestClock;
  readonly folder: string;
  readonly lines: string[];
  readonly announced: string[];

  constructor(
    opened: Pick<TestHouse, 'app' | 'clock' | 'folder' | 'lines' | 'announced'>,
    private readonly environment: Record<string, string>,
  ) {
    ({ app: this.app, clock: this.clock, folder: this.folder } = opened);
    ({ lines: this.lines, announced: this.announced } = opened);
  }

  visitor(headers?: Record<string, string>): Caller {
    return new Caller(this.app.http, headers);
  }

  async person(role = 'member'): Promise<Person> {
    const { email, pseudo } = aSignUp();
    this.#passwordHash ??= this.app.house.ports.hasher.hash(goodPassword);
    const passwordHash = await this.#passwordHash;
    const { change, services } = this.app.house.open({ requestId: newId(), client: testClient });
    const session = await change(async (unit) => {
      const user = await services.users.create(unit, { email, pseudo, locale: 'EN', role });
      services.auth.keep(unit, user, passwordHash);
      await unit.em.flush();
      return services.sessions.open(unit, user.id, null);
    });
    const { accessToken, refreshToken, user } = await services.sessions.issue(session);
    const caller = this.visitor();
    caller.accessToken = accessToken;
    caller.cookies.set('socle_rt', refreshToken);
    return { id: user.id, pseudo, email, caller };
  }

  async signIn(person: Person, deviceName = 'another device'): Promise<Caller> {
    const caller = this.visitor();
    const { data } = await caller.run(SignInDocument, {
      input: { identifier: person.pseudo, password: goodPassword, deviceName },
    });
    caller.accessToken = data?.login.auth?.accessToken ?? null;
    if (!caller.accessToken) throw new Error('a test person could not sign in');
    return caller;
  }

  async becomeUnfresh({ caller }: Person): Promise<void> {
    this.clock.advance(11 * 60_000);
    await this.#refresh(caller);
  }

  async becomeFresh({ caller }: Person): Promise<void> {
    await this.#refresh(caller);
    const { data } = await caller.run(ConfirmPasswordDocument, { password: goodPassword });
    if (!data) throw new Error('a test person could not prove their password');
    caller.accessToken = data.confirmPassword.accessToken;
  }

  async #refresh(caller: Caller): Promise<void> {
    const { data } = await caller.run(RefreshDocument, {});
    if (!data) throw new Error('a test person could not refresh');
    caller.accessToken = data.refresh.accessToken;
  }

  async onlyAdmin({ id }: Person): Promise<void> {
    const em = this.app.database.orm.em.fork();
    await em.nativeUpdate(User, { role: 'admin', id: { $ne: id } }, { role: 'member' });
  }

  async eventsOf(work: () => Promise<unknown>): Promise<string[]> {
    const known = new Set((await this.#events()).map(({ id }) => id));
    await work();
    return (await this.#events()).filter(({ id }) => !known.has(id)).map(({ type }) => type);
  }

  async reopen(): Promise<TestHouse> {
    await this.app.close();
    return open(this.folder, this.clock, this.environment);
  }

  async close(): Promise<void> {
    await this.app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #events(): Promise<{ id: string; type: string }[]> {
    return this.app.database.reader.all('select id, type from recorded_event order by seq', []);
  }
}

/** Opens a house; `environment` adds settings. */
export function openTestHouse(environment: Record<string, string> = {}): Promise<TestHouse> {
  return open(mkdtempSync(join(tmpdir(), 'socle-test-')), new TestClock(), environment);
}
