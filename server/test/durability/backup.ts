import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { cli, commandsIn, type Outcome } from '#test/contract/command.js';

/** Reads a database file that nobody writes. */
export function readFrom<Row>(file: string, sql: string): Row[] {
  const database = new Database(file);
  try {
    return database.prepare(sql).all() as Row[];
  } finally {
    database.close();
  }
}

/** A place for an instance, with the keys of another one and nothing else. */
export function placeWithKeysOf(dataDir: string, place: string): string {
  mkdirSync(place, { recursive: true, mode: 0o700 });
  cpSync(join(dataDir, 'keys'), join(place, 'keys'), { recursive: true });
  return place;
}

/** Makes a small instance: ten people, one of them administrator. */
export async function smallInstance(dataDir: string): Promise<string> {
  const outcome = await commandsIn(dataDir)(['seed', 'scale', '--users', '10']);
  if (outcome.code !== 0) throw new Error(outcome.err);
  return dataDir;
}

/** What must succeed. */
export function mustRun(dataDir: string) {
  const run = commandsIn(dataDir);
  return async (args: readonly string[], settings: Record<string, string> = {}): Promise<Outcome> => {
    const outcome = await run(args, settings);
    if (outcome.code !== 0) throw new Error(`${args.join(' ')}: ${outcome.out}${outcome.err}`);
    return outcome;
  };
}

/** Runs a command that may write no file beyond so many bytes, as where the disk is full. */
export function withFilesUpTo(bytes: number, dataDir: string, ...args: readonly string[]): Promise<Outcome> {
  const env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', DATA_DIR: dataDir };
  const script = `ulimit -f ${Math.floor(bytes / 512)}; exec "$0" "$@"`;
  return new Promise((resolve) => {
    execFile('sh', ['-c', script, process.execPath, cli, ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

export const hasDatabase = (dataDir: string): boolean => existsSync(join(dataDir, 'main.db'));
