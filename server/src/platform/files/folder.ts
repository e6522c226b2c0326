import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errors } from '#kernel/errors.js';
import type { TakeLimits } from '#kernel/files.js';

const hashShape = /^[0-9a-f]{64}$/;

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });

/** What came onto the disk, and where it lies for now. */
interface Incoming {
  readonly place: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** The folder of a content below the one of all of them. */
function folderOf(root: string, sha256: string): string {
  if (!hashShape.test(sha256)) throw new Error('that is no hash');
  return join(root, sha256.slice(0, 2));
}

/** Where a content lies. */
export const placeOf = (root: string, sha256: string): string => join(folderOf(root, sha256), sha256);

/** A folder of contents, each named by its hash: for their owner only, complete or not there. */
export class ContentFolder {
  readonly #incoming: string;

  constructor(private readonly root: string) {
    this.#incoming = join(root, 'incoming');
  }

  /** Writes what `pass` makes of the content under a name that nobody knows yet; hash and size are those of the content itself. */
  async receive(
    content: AsyncIterable<Uint8Array>,
    pass: (content: AsyncIterable<Uint8Array>) => AsyncIterable<Buffer>,
    limits: TakeLimits,
  ): Promise<Incoming> {
    await mkdir(this.#incoming, { recursive: true, mode: 0o700 });
    const place = join(this.#incoming, randomUUID());
    try {
      return { place, ...(await this.#write(place, content, pass, limits)) };
    } catch (error) {
      await rm(place, { force: true });
      throw error;
    }
  }

  async #write(
    place: string,
    content: AsyncIterable<Uint8Array>,
    pass: (content: AsyncIterable<Uint8Array>) => AsyncIterable<Buffer>,
    { signal, mostBytes }: TakeLimits,
  ): Promise<Omit<Incoming, 'place'>> {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    async function* measured(): AsyncGenerator<Uint8Array> {
      for await (const part of content) {
        signal.throwIfAborted();
        hash.update(part);
        sizeBytes += part.length;
        if (sizeBytes > mostBytes) throw errors.PAYLOAD_TOO_LARGE();
        yield part;
      }
    }
    const handle = await open(place, 'wx', 0o600);
    try {
      for await (const chunk of pass(measured())) await handle.write(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return { sha256: hash.digest('hex'), sizeBytes };
  }

  /** Gives it its name, also after a power cut. */
  async keep(place: string, sha256: string): Promise<void> {
    const folder = folderOf(this.root, sha256);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(place, join(folder, sha256));
    await flush(folder);
  }

  async discard(place: string): Promise<void> {
    await rm(place, { force: true });
  }

  has(sha256: string): Promise<boolean> {
    return access(placeOf(this.root, sha256)).then(
      () => true,
      () => false,
    );
  }

  /** Opened by whoever begins to read: until then, nobody would hear that it cannot be. */
  async *read(sha256: string): AsyncGenerator<Buffer> {
    yield* createReadStream(placeOf(this.root, sha256)) as AsyncIterable<Buffer>;
  }

  async remove(sha256: string): Promise<void> {
    await rm(placeOf(this.root, sha256), { force: true });
  }

  /** Removes what was left half-way, and answers the contents that lie here, both if older than that. */
  async sweep(before: Date): Promise<string[]> {
    // Somebody else may remove it just now.
    const isOld = (path: string): Promise<boolean> =>
      stat(path).then(
        ({ mtime }) => mtime < before,
        () => false,
      );
    for (const name of await namesIn(this.#incoming))
      if (await isOld(join(this.#incoming, name))) await this.discard(join(this.#incoming, name));
    const contents: string[] = [];
    for (const folder of (await namesIn(this.root)).filter((name) => name.length === 2))
      for (const name of await namesIn(join(this.root, folder)))
        if (hashShape.test(name) && (await isOld(join(this.root, folder, name)))) contents.push(name);
    return contents;
  }
}
