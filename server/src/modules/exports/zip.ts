import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** A file as it lies in an archive. */
export interface Entry {
  readonly name: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
}

const mode = 0o100600;
const partLength = 32 * 1024;

/** Lines come one by one; what carries them costs as much for one as for hundreds. */
async function* inParts(content: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  let part = '';
  for await (const text of content) {
    part += text;
    if (part.length < partLength) continue;
    yield part;
    part = '';
  }
  if (part) yield part;
}

/** An archive that is read while it is written, file after file, so that none of it lies in memory. */
export class ZipWriter {
  readonly #zip = new ZipFile();
  readonly entries: Entry[] = [];

  constructor(private readonly madeAt: Date) {
    this.#zip.on('error', (error) => this.fail(error));
    // Whoever reads it is told; nobody may be reading yet.
    this.output.on('error', () => undefined);
  }

  /** What is read of it; it ends after `end`, or with the error that broke it off. */
  get output(): Readable {
    return this.#zip.outputStream as Readable;
  }

  /** Adds a file; fulfilled once it was read to its end. */
  async add(name: string, content: Iterable<string> | AsyncIterable<string>): Promise<void> {
    const hash = createHash('sha256');
    let bytes = 0;
    async function* measured(): AsyncGenerator<Buffer> {
      for await (const text of inParts(content)) {
        const part = Buffer.from(text);
        hash.update(part);
        bytes += part.length;
        yield part;
      }
    }
    const source = Readable.from(measured(), { objectMode: false });
    const abandoned = (): unknown => source.destroy();
    this.output.once('close', abandoned);
    this.#zip.addReadStream(source, name, { mtime: this.madeAt, mode });
    await finished(source);
    this.output.off('close', abandoned);
    this.entries.push({ name, sha256: hash.digest('hex'), bytes });
  }

  end(): void {
    this.#zip.end();
  }

  fail(error: unknown): void {
    this.output.destroy(error instanceof Error ? error : new Error('the archive could not be written'));
  }
}
