import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const program = join(root, 'server', 'dist', 'program', 'main.js');
const client = join(root, 'client', 'build', 'index.html');
const ownNode = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** One line of the server's log. */
interface LogLine {
  readonly level?: string;
  readonly event?: string;
  readonly msg?: string;
}

/** A built server of a test's own, on a throw-away folder. */
export interface House {
  readonly url: string;
  /** The address that the server printed for the first administrator. */
  readonly claimAddress: string;
  /** Unexpected failures that the server logged. */
  failures(): readonly string[];
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Settings that touch no real house: what this machine has set for one is taken back. */
function settingsOf(folder: string, port: number, more: Record<string, string>): NodeJS.ProcessEnv {
  const elsewhere = ['DATABASE_URL', 'VAULT_DATABASE_URL', 'REDIS_URL', 'KEYS_DIR', 'SMTP_URL'];
  return {
    ...process.env,
    ...Object.fromEntries(elsewhere.map((name) => [name, ''])),
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    METRICS_PORT: '0',
    DATA_DIR: folder,
    LIMITS_FACTOR: '1000',
    LOG_LEVEL: 'info',
    ...more,
  };
}

function requireBuilt(): void {
  const missing = [program, client].filter((file) => !existsSync(file));
  if (missing.length > 0) throw new Error(`Build the house first (npm run build): ${missing.join(', ')}`);
}

function read(line: string): LogLine {
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return { msg: line };
  }
}

/** Answers once the server says that it is ready; rejects when it ends before. */
function listen(server: ChildProcess, lines: LogLine[]): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${JSON.stringify(lines)}`)));
    server.stderr?.on('data', (text: Buffer) => lines.push({ msg: String(text) }));
    createInterface({ input: server.stdout! }).on('line', (text) => {
      const line = read(text);
      lines.push(line);
      if (line.event === 'server.started') resolve();
    });
  });
}

/** Starts the built server with the built client on a free port. */
export async function openHouse(settings: Record<string, string> = {}): Promise<House> {
  requireBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'socle-e2e-'));
  const port = await freePort();
  const server = spawn(ownNode, ['--enable-source-maps', program], {
    env: settingsOf(folder, port, settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A run that is cut short must not leave a server behind.
  process.once('exit', () => server.kill());
  const lines: LogLine[] = [];
  await listen(server, lines);
  return {
    url: `http://localhost:${port}`,
    get claimAddress() {
      return lines.map(({ msg }) => /\S+\/claim#\S+/.exec(msg ?? '')?.[0]).find(Boolean) ?? '';
    },
    failures: () => lines.filter(({ event }) => event === 'request.failed').map((line) => JSON.stringify(line)),
    async close() {
      if (server.exitCode === null && server.kill('SIGTERM')) await once(server, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
