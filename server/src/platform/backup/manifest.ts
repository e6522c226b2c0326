import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Sealer } from '#kernel/ports.js';
import type { Fingerprints } from '../crypto/fingerprints.js';
import { writeDurably } from '../durable.js';
import { OperatorError } from '#kernel/operator-error.js';
import { requireFile } from './transfer.js';

const format = 1;
const manifestName = 'manifest.json';
const sealName = 'manifest.seal';
const sealedAs = 'backup-manifest';

const databaseEntry = v.object({
  name: v.string(),
  /** The file of the backup, as it lies there: encrypted where the backup is. */
  file: v.pipe(v.string(), v.regex(/^[a-z]+\.db(\.age)?$/)),
  bytes: v.number(),
  sha256: v.string(),
  migrations: v.array(v.string()),
  rows: v.record(v.string(), v.number()),
});

const fileEntry = v.object({
  /** What it holds (SHA-256): the name of the content. */
  content: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** As it lies in the backup; sealed, as it is on the disk of the instance. */
  file: v.pipe(v.string(), v.regex(/^files\/[0-9a-f]{64}(\.age)?$/)),
  bytes: v.number(),
  sha256: v.string(),
});

const manifestSchema = v.object({
  format: v.literal(format),
  id: v.string(),
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  /** The public address of the instance. */
  instance: v.string(),
  version: v.string(),
  encrypted: v.boolean(),
  keys: v.record(v.string(), v.string()),
  databases: v.array(databaseEntry),
  files: v.array(fileEntry),
  /** The contents that were removed while it was made, or are lost. */
  missing: v.array(v.string()),
});

/** What a backup says of one database. */
export type DatabaseEntry = v.InferOutput<typeof databaseEntry>;

/** What a backup says of one content. */
export type FileEntry = v.InferOutput<typeof fileEntry>;

/** What a backup says of itself. */
export type Manifest = v.InferOutput<typeof manifestSchema>;

/** What manifests are sealed and recognised with. */
export interface ManifestKeys {
  readonly sealer: Sealer;
  readonly fingerprints: Fingerprints;
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Writes the manifest and its seal, which only the instance's own key can make. */
export function writeManifest(folder: string, content: Omit<Manifest, 'format'>, { sealer }: ManifestKeys): Manifest {
  const manifest: Manifest = { format, ...content };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  writeDurably(join(folder, manifestName), text);
  writeDurably(join(folder, sealName), sealer.seal(digestOf(text), sealedAs));
  return manifest;
}

function readPart(folder: string, name: string): Buffer {
  const file = join(folder, name);
  requireFile(file);
  return readFileSync(file);
}

function parse(text: string, folder: string): Manifest {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw changed(folder, { cause });
  }
  if (typeof content === 'object' && content !== null && 'format' in content && Number(content.format) > format)
    throw new OperatorError(`the backup was made by a newer Socle`, 'use the version that made it, or a newer one');
  const parsed = v.safeParse(manifestSchema, content);
  if (!parsed.success) throw changed(folder);
  return parsed.output;
}

const changed = (folder: string, options?: ErrorOptions): OperatorError =>
  new OperatorError(`the manifest of ${folder} was changed after it was made`, 'take another backup', options);

function assertOurKeys({ keys }: Manifest, ours: Fingerprints): void {
  const missing = Object.keys(keys).filter((name) => keys[name] !== ours[name]);
  if (missing.length > 0)
    throw new OperatorError(
      `the backup was made under another key (${missing.join(', ')})`,
      'put the keys of that instance into KEYS_DIR',
    );
}

function isSealed(text: string, seal: Buffer, sealer: Sealer): boolean {
  try {
    return timingSafeEqual(sealer.unseal(seal, sealedAs), digestOf(text));
  } catch {
    return false;
  }
}

/** The manifest of a backup, if it is one that these keys made and nobody changed. */
export function readManifest(folder: string, { sealer, fingerprints }: ManifestKeys): Manifest {
  const text = readPart(folder, manifestName).toString();
  const seal = readPart(folder, sealName);
  const manifest = parse(text, folder);
  assertOurKeys(manifest, fingerprints);
  if (!isSealed(text, seal, sealer)) throw changed(folder);
  return manifest;
}
