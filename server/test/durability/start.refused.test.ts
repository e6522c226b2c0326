// Catalogue: C19, P6.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtProgram } from '#house/build-info.js';
import { startBuiltServer, throwAwayFolder, type BuiltServer } from './built-server.js';

const folder = throwAwayFolder();
const dataDir = join(folder.path, 'data');
afterAll(() => folder.remove());

interface Refusal {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts a server that must not come up; one that hangs is ended after a while. */
async function refused(environment: Record<string, string>): Promise<Refusal> {
  const env = { PATH: process.env['PATH'], DATA_DIR: dataDir, METRICS_PORT: '0', ...environment };
  const child = spawn(process.execPath, [builtProgram('main.js')], { env, timeout: 30_000 });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

function expectSentence({ code, out, err }: Refusal, words: RegExp): void {
  expect(err).toMatch(words);
  expect(err.trimEnd().split('\n'), 'one sentence').toHaveLength(1);
  expect(out).toContain('"event":"server.unable"');
  expect(out, 'no stack').not.toMatch(/"stack"|\bat .*\.js:/);
  expect(code).toBe(1);
}

describe('a start that finds no port', () => {
  let server: BuiltServer;
  beforeAll(async () => {
    server = await startBuiltServer(dataDir);
  }, 30_000);
  afterAll(async () => {
    server.process.kill('SIGTERM');
    await server.ended;
  });

  const claim = (lines: readonly string[]): string | undefined => /\/claim#([\w-]{43})/.exec(lines.join('\n'))?.[1];

  function claimIsValid(): boolean {
    const database = new Database(join(dataDir, 'main.db'), { readonly: true });
    try {
      const hash = createHash('sha256')
        .update(claim(server.lines) ?? '')
        .digest('hex');
      return database.prepare('select 1 from claim where token_hash = ?').get(hash) !== undefined;
    } finally {
      database.close();
    }
  }

  it.each([
    ['PORT', /port \d+ \(PORT\) is taken.*To do: .*set PORT to a free port/],
    ['METRICS_PORT', /port \d+ \(METRICS_PORT\) is taken.*To do: .*set METRICS_PORT to a free port/],
  ])('names %s and what to do, and leaves the claim of the server that runs', async (setting, words) => {
    const refusal = await refused({ PORT: '0', [setting]: String(server.port) });
    expectSentence(refusal, words);
    expect(claim([refusal.out, refusal.err])).toBeUndefined();
    expect(claimIsValid()).toBe(true);
  });

  it('names HOST where that is no address of this machine', async () => {
    expectSentence(await refused({ PORT: '0', HOST: '192.0.2.1' }), /HOST names no address of this machine\. To do: /);
    expect(claimIsValid()).toBe(true);
  });

  it('names PORT before METRICS_PORT where both are taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expectSentence(await refused({ PORT: String(server.port), METRICS_PORT: String(port) }), /\(PORT\) is taken/);
    other.close();
  });
});

describe('a start that finds no folder for its data', () => {
  it.runIf(process.platform === 'linux')('answers where the system makes none', async () => {
    expectSentence(
      await refused({ PORT: '0', DATA_DIR: '/proc/nope' }),
      /the folder \/proc\/nope cannot be made .*To do: .*DATA_DIR/,
    );
  });

  it('names the folder where a file stands in its way', async () => {
    const file = join(folder.path, 'a-file');
    writeFileSync(file, '');
    expectSentence(await refused({ PORT: '0', DATA_DIR: join(file, 'data') }), /cannot be made .*To do: /);
  });
});
