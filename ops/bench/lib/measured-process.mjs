import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { nodeFlags } from '#scripts/house.mjs';
import { Connection, toRequest } from './connection.mjs';

const reporter = new URL('./usage-reporter.mjs', import.meta.url).href;
const patienceMs = 30_000;

/** A port that nobody listens on. */
async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** A process of its own that says what it has used; `await using`, or a stack, stops it. */
export class MeasuredProcess {
  #child;
  #script;

  constructor(script, environment = {}) {
    this.#script = fileURLToPath(script);
    this.#child = spawn(process.execPath, [...nodeFlags, '--import', reporter, this.#script], {
      env: { ...process.env, NODE_ENV: 'production', ...environment },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  }

  get isRunning() {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The next message of a kind; rejects where the process ends instead. */
  async #hear(kind) {
    const left = new AbortController();
    const told = (async () => {
      for (;;) {
        const [message] = await once(this.#child, 'message', { signal: left.signal });
        if (message.kind === kind) return message;
      }
    })();
    const ended = once(this.#child, 'exit', { signal: left.signal }).then(() => {
      throw new Error(`${this.#script} ended by itself`);
    });
    try {
      return await Promise.race([told, ended]);
    } finally {
      left.abort();
      await Promise.allSettled([told, ended]);
    }
  }

  /** Until a worker says that it can begin. */
  ready() {
    return this.#hear('ready');
  }

  /** Lets a worker do `count` pieces of work. */
  async work(count) {
    const done = this.#hear('done');
    this.#child.send({ kind: 'work', count });
    await done;
  }

  /** Processor time (user and system) and memory, so far. */
  usage() {
    const told = this.#hear('usage');
    this.#child.send({ kind: 'usage' });
    return told;
  }

  async [Symbol.asyncDispose]() {
    if (!this.isRunning) return;
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
  }
}

/** True where the path answers 200. */
async function answers(port, path) {
  try {
    using connection = await Connection.open(port);
    return (await connection.send(toRequest({ path }))).status === 200;
  } catch {
    return false;
  }
}

/** Starts a server and waits until `readyPath` answers. */
export async function startServer(script, { environment, readyPath }) {
  const port = await freePort();
  const server = new MeasuredProcess(script, { ...environment, PORT: String(port) });
  const begun = performance.now();
  while (!(await answers(port, readyPath))) {
    if (!server.isRunning) throw new Error(`${fileURLToPath(script)} ended at once`);
    if (performance.now() - begun > patienceMs) throw new Error(`${fileURLToPath(script)} is not ready after 30 s`);
    await pause(5);
  }
  return Object.assign(server, { port, startedInS: (performance.now() - begun) / 1000 });
}
