import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, lstatSync } from 'node:fs';
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { flush } from '../durable.js';
import { OperatorError } from '#kernel/operator-error.js';
import type { Passage } from './encryption.js';

const highWaterMark = 1 << 20;

/** What lies in a file. */
export interface Content {
  readonly bytes: number;
  readonly sha256: string;
}

/** Lets bytes through, and knows afterwards what they were. */
class Meter extends Transform {
  readonly #hash = createHash('sha256');
  #bytes = 0;

  constructor() {
    super({ highWaterMark });
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
    done(null, chunk);
  }

  content(): Content {
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }
}

/** How long a file of a backup is. A link is none: it leads out of the folder, perhaps to what never ends. */
export function requireFile(file: string): number {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (!found) throw new OperatorError(`${file} is missing`, 'name the folder of a whole backup');
  if (!found.isFile()) throw new OperatorError(`${file} is no file`, 'name the folder of a whole backup');
  return found.size;
}

const open = (file: string): Readable => createReadStream(file, { highWaterMark });

/** Reads a file to its end. */
export async function contentOf(file: string): Promise<Content> {
  const meter = new Meter();
  await pipeline(open(file), meter, async (bytes) => {
    for await (const _ of bytes as AsyncIterable<Buffer>);
  });
  return meter.content();
}

/** Copies a file onto the disk, through a passage where one is given; answers what was read and what was written. */
export async function transfer(
  from: string,
  to: string,
  through: Passage = async (input) => input,
): Promise<{ read: Content; written: Content }> {
  const [source, read, written] = [open(from), new Meter(), new Meter()];
  const reading = pipeline(source, read);
  const writing = async (): Promise<void> =>
    pipeline(await through(read), written, createWriteStream(to, { flags: 'wx', mode: 0o600 }));
  try {
    await Promise.all([reading, writing()]);
  } finally {
    source.destroy();
  }
  flush(to);
  return { read: read.content(), written: written.content() };
}
