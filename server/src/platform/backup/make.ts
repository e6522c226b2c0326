import { existsSync, lstatSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newId } from '#kernel/entity.js';
import { lockAlone } from '../database/file-lock.js';
import { takeSnapshots, type NamedFile, type Snapshot } from '../database/snapshot.js';
import { flush, flushFolder, renameDurably } from '../durable.js';
import { placeOf } from '../files/folder.js';
import { lastingContents } from '../files/lasting.js';
import { makeFolder } from '../folder.js';
import { OperatorError } from '#kernel/operator-error.js';
import { encryptTo, type Passage } from './encryption.js';
import { writeManifest, type DatabaseEntry, type FileEntry, type Manifest, type ManifestKeys } from './manifest.js';
import { onDisk, requireSpace } from './space.js';
import { contentOf, transfer } from './transfer.js';

/** What is backed up, and of which instance. */
export interface BackupPlan {
  readonly databases: readonly NamedFile[];
  /** Where contents lie. */
  readonly files: string;
  readonly keys: ManifestKeys;
  readonly instance: string;
  readonly version: string;
  /** Whom it is encrypted to, if anybody. */
  readonly recipient: string | null;
  /** The instance's own folder. What is encrypted lies there in plain until it is. */
  readonly dataDir: string;
}

function requireEmpty(dir: string): void {
  const found = lstatSync(dir, { throwIfNoEntry: false });
  if (!found) return;
  const cure = 'name a folder that does not exist yet';
  if (!found.isDirectory()) throw new OperatorError(`${dir} is no folder`, cure);
  if (readdirSync(dir).length > 0) throw new OperatorError(`${dir} is not empty`, cure);
}

/** One database of the backup, from its snapshot into `folder`. */
async function store(
  { name, content }: Snapshot,
  folder: string,
  plain: string,
  encrypt: Passage | null,
): Promise<DatabaseEntry> {
  const copy = join(plain, `${name}.db`);
  await content.copyTo(copy);
  const file = encrypt ? `${name}.db.age` : `${name}.db`;
  const stored = encrypt ? (await transfer(copy, join(folder, file), encrypt)).written : await contentOf(copy);
  if (encrypt) rmSync(copy);
  return { name, file, ...stored, migrations: content.migrations(), rows: content.rows() };
}

const within = 'files';

/** The contents that stay, as the databases name them, sealed as they lie there; and those that are removed or lost. */
async function storeContents(
  snapshots: readonly Snapshot[],
  folder: string,
  plan: BackupPlan,
  encrypt: Passage | null,
): Promise<Pick<Manifest, 'files' | 'missing'>> {
  const [files, missing]: [FileEntry[], string[]] = [[], []];
  const contents = snapshots.flatMap((snapshot) => lastingContents(snapshot.content));
  if (contents.length === 0) return { files, missing };
  makeFolder(join(folder, within));
  for (const content of contents) {
    const place = placeOf(plan.files, content);
    const file = `${within}/${content}${encrypt ? '.age' : ''}`;
    if (!existsSync(place)) missing.push(content);
    else files.push({ content, file, ...(await transfer(place, join(folder, file), encrypt ?? undefined)).written });
  }
  flush(join(folder, within));
  return { files, missing };
}

async function fill(folder: string, plain: string, plan: BackupPlan): Promise<Manifest> {
  const encrypt = plan.recipient === null ? null : await encryptTo(plan.recipient);
  const madeAt = new Date().toISOString();
  const snapshots = await takeSnapshots(plan.databases);
  try {
    const databases: DatabaseEntry[] = [];
    for (const snapshot of snapshots) databases.push(await store(snapshot, folder, plain, encrypt));
    const contents = await storeContents(snapshots, folder, plan, encrypt);
    const { instance, version, keys } = plan;
    const encrypted = encrypt !== null;
    const content = {
      id: newId(),
      madeAt,
      instance,
      version,
      encrypted,
      keys: keys.fingerprints,
      databases,
      ...contents,
    };
    return writeManifest(folder, content, keys);
  } finally {
    for (const { content } of snapshots) content.close();
  }
}

const sizeOf = (databases: readonly NamedFile[]): number =>
  databases
    .flatMap(({ file }) => [file, `${file}-wal`])
    .reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);

const ownName = /^(\w+\.db(\.age|-journal)?|manifest\.(json|seal)|files)$/;

/** Makes folders anew: what is in them was left by a backup that was killed. */
function clear(folders: ReadonlySet<string>, bytes: number): void {
  for (const folder of folders) {
    if (existsSync(folder) && !readdirSync(folder).every((name) => ownName.test(name)))
      throw new OperatorError(`${folder} holds what is no part of a backup`, 'name another folder');
    rmSync(folder, { recursive: true, force: true });
    makeFolder(folder);
    requireSpace(folder, bytes);
  }
}

async function makeIn(dir: string, plan: BackupPlan): Promise<Manifest> {
  const partial = `${dir}.partial`;
  const plain = plan.recipient === null ? partial : join(plan.dataDir, 'backup.partial');
  const folders = new Set([partial, plain]);
  clear(folders, sizeOf(plan.databases));
  try {
    const manifest = await fill(partial, plain, plan);
    flushFolder(partial);
    if (existsSync(dir)) rmdirSync(dir);
    renameDurably(partial, dir);
    return manifest;
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Makes a backup while the house serves. What is in `dir` is whole: it gets its name last. One that was killed leaves
 * only folders called `.partial`, which the next one clears away.
 */
export async function makeBackup(dir: string, plan: BackupPlan): Promise<Manifest> {
  requireEmpty(dir);
  const lock = lockAlone(join(plan.dataDir, 'backup.lock'));
  if (!lock) throw new OperatorError('another backup of this instance is being made', 'wait for it');
  try {
    makeFolder(dirname(dir));
    return await onDisk(dir, () => makeIn(dir, plan));
  } finally {
    lock.release();
  }
}
