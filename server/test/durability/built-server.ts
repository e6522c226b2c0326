import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { builtProgram } from '#house/build-info.js';

/** The compiled server, as `npm start` runs it. */
export const distFolder = fileURLToPath(new URL('../../dist', import.meta.url));

/** A folder of a test's own; `remove` takes it away with everything in it. */
export function throwAwayFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'socle-durability-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** How a process ended. */
export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What a server answers. */
export interface BuiltAnswer<Data> {
  readonly status: number;
  readonly data: Data | null;
  readonly code: string | null;
}

/** Asks whatever listens on a port; rejects where the connection breaks. */
export async function askAt<Data>(
  port: number,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<BuiltAnswer<Data>> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: { extensions: { code: string } }[] };
  return { status: response.status, data: data ?? null, code: errors?.[0]?.extensions.code ?? null };
}

/** The server in a process of its own. */
export interface BuiltServer {
  readonly process: ChildProcess;
  readonly port: number;
  /** Every line on its standard output. */
  readonly lines: readonly string[];
  /** Every line on its standard error, which is passed on as well. */
  readonly complaints: readonly string[];
  readonly metricsPort: number;
  readonly ended: Promise<End>;
  ask<Data>(query: string, variables?: object, headers?: Record<string, string>): Promise<BuiltAnswer<Data>>;
}

async function becomesReady(server: BuiltServer): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (server.process.exitCode !== null) break;
    if (server.lines.some((line) => line.includes('"server.started"'))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server did not start:\n${server.lines.join('\n')}`);
}

/** Starts the compiled server on a data folder and waits until it serves. */
export async function startBuiltServer(
  dataDir: string,
  environment: Record<string, string> = {},
): Promise<BuiltServer> {
  const main = builtProgram('main.js');
  if (!existsSync(main)) throw new Error('the server is not compiled: run "npm run build -w server" first');
  const [port, metricsPort] = await Promise.all([freePort(), freePort()]);
  const env = {
    PATH: process.env['PATH'],
    DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    METRICS_PORT: String(metricsPort),
    LIMITS_FACTOR: '1000',
    ...environment,
  };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [lines, complaints]: [string[], string[]] = [[], []];
  createInterface({ input: child.stdout }).on('line', (line) => void lines.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => void complaints.push(line));
  child.stderr.pipe(process.stderr, { end: false });
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  const server: BuiltServer = {
    process: child,
    port,
    metricsPort,
    lines,
    complaints,
    ended,
    ask: (query, variables, headers) => askAt(port, query, variables, headers),
  };
  await becomesReady(server);
  return server;
}
