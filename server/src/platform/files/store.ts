import { randomBytes } from 'node:crypto';
import type { EndingUnit, Unit } from '#kernel/context.js';
import { isId, newId } from '#kernel/entity.js';
import type { FileLink, FileNote, StoredFile, TakeLimits, TakenContent } from '#kernel/files.js';
import type { Clock, Files, Logger, Sealer, Writer } from '#kernel/ports.js';
import { toDate, type RawInstant } from '#kernel/row.js';
import type { Database } from '../database/database.js';
import { ContentFolder } from './folder.js';
import { sealed, unsealed } from './sealed-stream.js';
import { SignedNames } from './signed-names.js';

/** How long a link works. */
const linkMs = 15 * 60_000;
/** Whatever is older and has no row never gets one. */
const abandonedMs = 60 * 60_000;
const batch = 100;

interface FileRow {
  id: string;
  created_at: RawInstant;
  name: string;
  media_type: string;
  sha256: string;
  size_bytes: number | string;
  sealed_key: Uint8Array;
  owner_id: string;
  expires_at: RawInstant | null;
}

const columns = 'id, created_at, name, media_type, sha256, size_bytes, sealed_key, owner_id, expires_at';
const byIdSql = `select ${columns} from stored_file where id = ? and (expires_at is null or expires_at > ?)`;
const byContentSql = 'select sealed_key from stored_file where sha256 = ? limit 1';
const renewKeySql = 'update stored_file set sealed_key = ? where sha256 = ?';
const insertSql = `insert into stored_file (${columns}) values (${columns.replace(/\w+/g, '?')}) returning ${columns}`;
const forgetSql = 'delete from stored_file where owner_id = ? returning sha256';
const expireSql = `delete from stored_file where id in (select id from stored_file where expires_at <= ? limit ${batch})
  returning sha256`;

const nameShape = /^[\w.-]{1,100}$/;

const toFile = (row: FileRow): StoredFile => ({
  id: row.id,
  createdAt: toDate(row.created_at),
  name: row.name,
  mediaType: row.media_type,
  sha256: row.sha256,
  sizeBytes: Number(row.size_bytes),
  ownerId: row.owner_id,
  expiresAt: row.expires_at === null ? null : toDate(row.expires_at),
});

/** What the store is made with. */
export interface FileStoreParts {
  /** Where the contents lie; made when the first one comes. */
  readonly folder: string;
  readonly sealingKey: Buffer;
  readonly sealer: Sealer;
  readonly database: Pick<Database, 'reader' | 'transact'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly publicUrl: string;
}

/** The port of files, on a folder: one content is there once, whoever keeps it, sealed under a key that goes with the last row. */
export class FileStore implements Files {
  readonly #folder: ContentFolder;
  readonly #names: SignedNames;
  /** Where what was taken lies, and the key to it, until it is kept. */
  readonly #taken = new WeakMap<TakenContent, { readonly place: string; readonly key: Buffer }>();

  constructor(private readonly parts: FileStoreParts) {
    this.#folder = new ContentFolder(parts.folder);
    this.#names = new SignedNames(parts.sealingKey);
  }

  async take(content: AsyncIterable<Uint8Array>, limits: TakeLimits): Promise<TakenContent> {
    const key = randomBytes(32);
    const { place, ...taken } = await this.#folder.receive(content, (bytes) => sealed(bytes, key), limits);
    this.#taken.set(taken, { place, key });
    return taken;
  }

  /** The row's writer is the only one: nobody removes a content while its name is being given to somebody else. */
  async keep({ sql, now }: Unit, content: TakenContent, note: FileNote): Promise<StoredFile> {
    if (!nameShape.test(note.name)) throw new Error('a file is called by letters, digits, dots and dashes');
    const sealedKey = await this.#settle(sql, content);
    const row = await sql.one<FileRow>(insertSql, [
      ...[newId(), sql.instant(now), note.name, note.mediaType, content.sha256, content.sizeBytes, sealedKey],
      ...[note.ownerId, note.expiresAt && sql.instant(note.expiresAt)],
    ]);
    if (!row) throw new Error('the database did not answer with the file that it was given');
    return toFile(row);
  }

  /**
   * Gives the content its name, unless the same content is here; answers the sealed key to what is here now. Where rows
   * name the same content and it is lost, it is theirs, too.
   */
  async #settle(sql: Writer, content: TakenContent): Promise<Uint8Array> {
    const taken = this.#taken.get(content);
    if (!taken) throw new Error('this content was not taken here');
    const same = await sql.one<Pick<FileRow, 'sealed_key'>>(byContentSql, [content.sha256]);
    if (same && (await this.#folder.has(content.sha256))) {
      await this.#folder.discard(taken.place);
      return same.sealed_key;
    }
    await this.#folder.keep(taken.place, content.sha256);
    const sealedKey = this.parts.sealer.seal(taken.key, `file:${content.sha256}`);
    if (same) await sql.run(renewKeySql, [sealedKey, content.sha256]);
    return sealedKey;
  }

  async find(id: string): Promise<StoredFile | null> {
    const row = await this.#row(id);
    return row && (await this.#folder.has(row.sha256)) ? toFile(row) : null;
  }

  linkTo({ id, expiresAt: fileExpiresAt }: StoredFile): FileLink {
    const latest = Math.min(this.parts.clock.now().getTime() + linkMs, fileExpiresAt?.getTime() ?? Infinity);
    const expiresAt = new Date(Math.floor(latest / 1000) * 1000);
    return { url: `${this.parts.publicUrl}/files/${this.#names.sign({ fileId: id, expiresAt })}`, expiresAt };
  }

  async forget({ sql, afterCommit }: EndingUnit, ownerId: string): Promise<void> {
    const gone = await sql.all<{ sha256: string }>(forgetSql, [ownerId]);
    afterCommit(() => void this.#drop(gone.map(({ sha256 }) => sha256)));
  }

  /** The file of a signed name and its content, for its owner; null for whatever it is that keeps it from them. */
  async open(name: string, readerId: string): Promise<{ file: StoredFile; content: AsyncIterable<Buffer> } | null> {
    const signed = this.#names.read(name, this.parts.clock.now());
    const row = signed && (await this.#row(signed.fileId));
    if (row?.owner_id !== readerId || !(await this.#folder.has(row.sha256))) return null;
    const key = this.#keyOf(row);
    return key && { file: toFile(row), content: unsealed(this.#folder.read(row.sha256), key) };
  }

  /** Null where the sealing key is no longer the one that sealed it. */
  #keyOf({ id, sealed_key, sha256 }: FileRow): Buffer | null {
    try {
      return this.parts.sealer.unseal(Buffer.from(sealed_key), `file:${sha256}`);
    } catch (error) {
      this.parts.log.error({ event: 'file.unreadable', subject: `file:${id}`, err: error }, 'a file cannot be read');
      return null;
    }
  }

  /** Removes what has expired, some at a time, and what nobody has kept (catalogue A11). */
  async tidy(): Promise<void> {
    const { clock, database } = this.parts;
    const now = clock.now();
    const gone = await database.transact(({ sql }) => sql.all<{ sha256: string }>(expireSql, [sql.instant(now)]));
    const abandoned = await this.#folder.sweep(new Date(now.getTime() - abandonedMs));
    await this.#drop([...gone.map(({ sha256 }) => sha256), ...abandoned]);
  }

  async #row(id: string): Promise<FileRow | undefined> {
    const { clock, database } = this.parts;
    return isId(id) ? database.reader.one<FileRow>(byIdSql, [id, database.reader.instant(clock.now())]) : undefined;
  }

  /** Removes contents that no row names any more; while it looks, nobody can give one to a row. */
  async #drop(contents: readonly string[]): Promise<void> {
    const { database, log } = this.parts;
    for (const sha256 of new Set(contents))
      try {
        await database.transact(async ({ sql }) => {
          if (!(await sql.one(byContentSql, [sha256]))) await this.#folder.remove(sha256);
        });
      } catch (error) {
        log.warn({ event: 'file.not_removed', err: error }, 'a content that nobody keeps could not be removed');
      }
  }
}
