import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { builtProgram } from '#house/build-info.js';

/** How a command ended, and what it wrote. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The compiled command line. */
export const cli = builtProgram('cli.js');

/** Runs commands with nothing but these settings in their environment, on a data folder. */
export function commandsIn(dataDir: string) {
  return (args: readonly string[], settings: Record<string, string> = {}): Promise<Outcome> => {
    const env = { PATH: process.env.PATH ?? '', NODE_ENV: 'test', DATA_DIR: dataDir, ...settings };
    return new Promise((resolve) => {
      execFile(process.execPath, [cli, ...args], { env, cwd: tmpdir() }, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      );
    });
  };
}
