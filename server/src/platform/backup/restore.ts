import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileLock } from '../database/file-lock.js';
import { besides, SqliteFile } from '../database/sqlite-file.js';
import type { NamedFile } from '../database/snapshot.js';
import { renameDurably } from '../durable.js';
import { placeOf } from '../files/folder.js';
import { makeFolder } from '../folder.js';
import { takeInstance } from '../instance-lock.js';
import { OperatorError } from '#kernel/operator-error.js';
import type { RestoredDatabase, RestoreStep } from './checks.js';
import { decryptWith, type Passage } from './encryption.js';
import { readManifest, type DatabaseEntry, type FileEntry, type Manifest, type ManifestKeys } from './manifest.js';
import { onDisk, requireSpace } from './space.js';
import { requireFile, transfer } from './transfer.js';
import { clearUnfinished, markFinished, markUnfinished, whileRestored } from './unfinished.js';

/** A database of this house, and the migrations that this version knows. */
export interface HouseDatabase extends NamedFile {
  readonly migrations: readonly string[];
}

/** What a backup is restored into. */
export interface RestorePlan {
  readonly databases: readonly HouseDatabase[];
  /** Where contents lie. */
  readonly files: string;
  readonly keys: ManifestKeys;
  readonly dataDir: string;
  /** The file of the age identity, where the backup is encrypted. */
  readonly identity: string | null;
  readonly steps: readonly RestoreStep[];
}

/** Where a file of the backup goes. */
interface Move<Entry extends Pick<FileEntry, 'bytes' | 'sha256'> = DatabaseEntry | FileEntry> {
  readonly entry: Entry;
  readonly from: string;
  readonly to: string;
}

interface Moves {
  readonly databases: readonly Move<DatabaseEntry>[];
  readonly all: readonly Move[];
}

function databaseMoves(dir: string, { databases }: Manifest, houses: readonly HouseDatabase[]): Move<DatabaseEntry>[] {
  return databases.map((entry) => {
    const house = houses.find(({ name }) => name === entry.name);
    if (!house || entry.migrations.some((name) => !house.migrations.includes(name)))
      throw new OperatorError(
        `the backup was made by a newer Socle: its database '${entry.name}' is ahead of this one`,
        'use the version that made it, or a newer one',
      );
    return { entry, from: join(dir, entry.file), to: house.file };
  });
}

function movesOf(dir: string, manifest: Manifest, plan: RestorePlan): Moves {
  const databases = databaseMoves(dir, manifest, plan.databases);
  const files = manifest.files.map((entry) => ({
    entry,
    from: join(dir, entry.file),
    to: placeOf(plan.files, entry.content),
  }));
  return { databases, all: [...files, ...databases] };
}

/** Where somebody serves, or another restore is at work, nothing is restored. */
function takeForRestore(dataDir: string): FileLock {
  const lock = takeInstance(dataDir);
  if (!lock) throw new OperatorError(`a server or a command is at work in ${dataDir}`, 'stop it');
  return lock;
}

function requireFree({ databases, dataDir, files }: RestorePlan, { all }: Moves): void {
  const taken = databases.flatMap(({ file }) => [file, ...besides(file)]).filter((path) => existsSync(path));
  const hasContents = all.some(({ to }) => existsSync(to));
  const away = join(dataDir, 'before');
  if (taken.length > 0 || hasContents)
    throw new OperatorError(
      taken.length > 0 ? `there is a database already: ${taken[0]}` : `there are files already: ${files}`,
      `move it away: mkdir ${away} && mv ${[...taken, ...(hasContents ? [files] : [])].join(' ')} ${away}`,
    );
}

async function passageOf({ encrypted }: Manifest, identity: string | null): Promise<Passage | undefined> {
  if (!encrypted) return undefined;
  if (identity !== null) return decryptWith(identity);
  throw new OperatorError('the backup is encrypted', 'name the file of its identity: --identity FILE');
}

async function bring({ entry, from, to }: Move, decrypt: Passage | undefined): Promise<void> {
  const damaged = (cause?: unknown): OperatorError =>
    new OperatorError(`${from} is not what was backed up`, 'take another backup', { cause });
  if (requireFile(from) !== entry.bytes) throw damaged();
  const { read } = await transfer(from, whileRestored(to), decrypt).catch((error: unknown) => {
    throw error instanceof OperatorError || isOfTheSystem(error) ? error : damaged(error);
  });
  if (read.bytes !== entry.bytes || read.sha256 !== entry.sha256) throw damaged();
}

const isOfTheSystem = (error: unknown): boolean => typeof (error as NodeJS.ErrnoException).errno === 'number';

async function takeSteps(moves: readonly Move<DatabaseEntry>[], steps: readonly RestoreStep[]): Promise<void> {
  const restored: RestoredDatabase[] = [];
  try {
    for (const { entry, to } of moves) {
      const file = whileRestored(to);
      restored.push({ entry, file, content: new SqliteFile(file) });
    }
    for (const step of steps) await step(restored);
  } finally {
    for (const { content } of restored) content.close();
  }
}

async function restoreAll({ all, databases }: Moves, decrypt: Passage | undefined, plan: RestorePlan): Promise<void> {
  markUnfinished(
    plan.dataDir,
    all.map(({ to }) => to),
  );
  try {
    for (const move of all) await bring(move, decrypt);
    await takeSteps(databases, plan.steps);
    for (const { to } of all) renameDurably(whileRestored(to), to);
    markFinished(plan.dataDir);
  } catch (error) {
    clearUnfinished(plan.dataDir);
    throw error;
  }
}

/**
 * Restores a backup where there is no database, or refuses. A restore that is killed leaves a mark with which nothing
 * starts; the next one clears away what it left.
 */
export async function restoreBackup(dir: string, plan: RestorePlan): Promise<Manifest> {
  const manifest = readManifest(dir, plan.keys);
  const moves = movesOf(dir, manifest, plan);
  const decrypt = await passageOf(manifest, plan.identity);
  for (const folder of [plan.dataDir, ...moves.all.map(({ to }) => dirname(to))]) makeFolder(folder);
  const lock = takeForRestore(plan.dataDir);
  try {
    clearUnfinished(plan.dataDir);
    requireFree(plan, moves);
    requireSpace(
      plan.dataDir,
      moves.all.reduce((sum, { entry }) => sum + entry.bytes, 0),
    );
    await onDisk(plan.dataDir, () => restoreAll(moves, decrypt, plan));
    return manifest;
  } finally {
    lock.release();
  }
}
