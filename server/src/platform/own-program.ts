import { spawn, type ChildProcess } from 'node:child_process';

/** Settings come from the environment that is handed over, never from a file again. */
const ownFlags = process.execArgv.filter((flag) => !flag.startsWith('--env-file'));

/** Starts a script of this program in a process of its own, on the same Node; the one place where processes are made. */
export const startOwnProgram = (script: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess =>
  spawn(process.execPath, [...ownFlags, script, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
