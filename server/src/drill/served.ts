import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { OperatorError } from '#kernel/operator-error.js';
import { startOwnProgram } from '#platform/own-program.js';
import { builtProgram } from '../build-info.js';

const startMs = 60_000;

interface Line {
  readonly event: string;
  readonly port?: number;
  readonly msg?: string;
}

/** The port on which a server says that it is ready. */
async function portIn(lines: AsyncIterable<string>): Promise<number> {
  let last = 'it wrote nothing';
  for await (const line of lines) {
    const { event, port, msg } = JSON.parse(line) as Line;
    if (event === 'server.started' && port !== undefined) return port;
    last = msg ?? event;
  }
  throw new OperatorError(`no server starts on the restored databases: ${last}`, 'keep this backup to be looked at');
}

/** Serves with these settings in a process of its own while `work` runs. */
export async function whileServed<T>(environment: NodeJS.ProcessEnv, work: (port: number) => Promise<T>): Promise<T> {
  const child = startOwnProgram(builtProgram('main.js'), [], environment);
  const ended = once(child, 'close');
  const end = (): void => void child.kill('SIGKILL');
  const patience = setTimeout(end, startMs);
  // Before its folder goes.
  process.prependOnceListener('exit', end);
  try {
    if (!child.stdout) throw new Error('a server without an output');
    const port = await portIn(createInterface({ input: child.stdout }));
    clearTimeout(patience);
    child.stdout.resume();
    return await work(port);
  } finally {
    clearTimeout(patience);
    end();
    await ended;
    process.off('exit', end);
  }
}
