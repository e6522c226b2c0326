import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const reporter = new URL('./cpu-reporter.mjs', import.meta.url).href;

/** A port that nobody listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function untilReady(url, child) {
  for (let waited = 0; waited < 15_000; waited += 50) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('the measured server ended at once');
    const ready = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer within 15 s`);
}

/** A server in a process of its own, whose processor time can be asked for. */
export class MeasuredServer {
  static async start(script, { environment = {}, port, readyPath }) {
    const child = spawn(process.execPath, ['--import', reporter, fileURLToPath(script)], {
      env: { ...process.env, ...environment, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await untilReady(`http://127.0.0.1:${port}${readyPath}`, child);
    return new MeasuredServer(child, port);
  }

  constructor(child, port) {
    this.child = child;
    this.port = port;
  }

  /** Processor time used so far, user and system, in microseconds. */
  cpu() {
    return new Promise((resolve) => {
      this.child.once('message', ({ cpu }) => resolve(cpu));
      this.child.send('cpu');
    });
  }

  async stop() {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
  }
}
