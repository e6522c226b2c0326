import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { readKeyRing } from '#platform/crypto/keys.js';
import { loadRows } from '#platform/database/sqlite.js';
import { beforeTheFirst, Chain, type Link } from '#platform/journal/chain.js';
import { unpack, type Unpacked } from '#test/archive.js';
import { aSignUp } from '#test/builders.js';
import { manyEvents } from '#test/events.js';
import { startBuiltServer, throwAwayFolder, type BuiltServer } from './built-server.js';

const signUpText = 'mutation ($input: RegisterInput!) { register(input: $input) { auth { accessToken user { id } } } }';
const signInText = 'mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }';
const newestText = '{ newestDataExport { status progress downloadUrl } }';

interface Newest {
  readonly status: string;
  readonly progress: number;
  readonly downloadUrl: string | null;
}

/** Somebody with an account in a data folder, and whichever server runs on it now. */
export class Household {
  readonly #folder = throwAwayFolder();
  readonly #servers: BuiltServer[] = [];
  readonly #input = aSignUp();
  #token = '';

  get dataDir(): string {
    return join(this.#folder.path, 'data');
  }

  get server(): BuiltServer {
    const server = this.#servers.at(-1);
    if (!server) throw new Error('no server was started');
    return server;
  }

  /** Somebody who has done a lot: their archive takes its time. */
  async moveIn(many: number): Promise<void> {
    this.#servers.push(await startBuiltServer(this.dataDir));
    const { data } = await this.server.ask<{ register: { auth: { accessToken: string; user: { id: string } } } }>(
      signUpText,
      {
        input: this.#input,
      },
    );
    const chain = new Chain(readKeyRing(join(this.dataDir, 'keys')).journal);
    const [newest = beforeTheFirst] = this.read<Link>('select seq, seal from recorded_event order by seq desc limit 1');
    const personId = data?.register.auth.user.id ?? '';
    loadRows(join(this.dataDir, 'main.db'), manyEvents({ personId, chain, newest }, many, new Date()));
    this.#token = data?.register.auth.accessToken ?? '';
  }

  /** As if nobody who was at a job before had given a sign of life for long. */
  letLeasesEnd(): void {
    const database = new Database(join(this.dataDir, 'main.db'));
    database.prepare('update job set due_at = 1 where due_at is not null').run();
    database.close();
  }

  async start(): Promise<void> {
    this.#servers.push(await startBuiltServer(this.dataDir));
    const { pseudo: identifier, password } = this.#input;
    const { data } = await this.server.ask<{ login: { auth: { accessToken: string } } }>(signInText, {
      input: { identifier, password },
    });
    this.#token = data?.login.auth.accessToken ?? '';
  }

  async end(signal: NodeJS.Signals) {
    this.server.process.kill(signal);
    return this.server.ended;
  }

  async ask<Data>(text: string): Promise<Data | null> {
    return (await this.server.ask<Data>(text, {}, { authorization: `Bearer ${this.#token}` })).data;
  }

  async newest(): Promise<Newest | null> {
    return (await this.ask<{ newestDataExport: Newest | null }>(newestText))?.newestDataExport ?? null;
  }

  async until(status: string, withinMs = 30_000): Promise<Newest> {
    const end = Date.now() + withinMs;
    for (;;) {
      const newest = await this.newest();
      if (newest?.status === status) return newest;
      if (Date.now() > end) throw new Error(`the export is ${newest?.status} instead of ${status}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async begin(): Promise<void> {
    await this.ask('mutation { requestDataExport { id } }');
    await this.until('RUNNING');
  }

  async download({ downloadUrl }: Newest): Promise<Unpacked> {
    const response = await fetch(downloadUrl ?? '', { headers: { authorization: `Bearer ${this.#token}` } });
    expect(response.status).toBe(200);
    return unpack(Buffer.from(await response.arrayBuffer()));
  }

  /** The first column of the first row, when nothing runs any more. */
  count(sql: string): unknown {
    return Object.values(this.read<object>(sql)[0] ?? {})[0];
  }

  read<Row>(sql: string): Row[] {
    const database = new Database(join(this.dataDir, 'main.db'), { readonly: true });
    try {
      return database.prepare<[], Row>(sql).all();
    } finally {
      database.close();
    }
  }

  contents(): string[] {
    const folder = join(this.dataDir, 'files');
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /[0-9a-f]{64}$/.test(path));
  }

  async moveOut(): Promise<void> {
    for (const { process } of this.#servers) process.kill('SIGKILL');
    await Promise.all(this.#servers.map(({ ended }) => ended));
    this.#folder.remove();
  }
}
