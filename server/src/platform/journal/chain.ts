import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** A row of the journal without its seal: columns in the order in which the seal covers them, `at` in milliseconds. */
export interface Row {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly outcome: string;
  readonly at: number;
  readonly actor_id: string | null;
  readonly concerns_id: string | null;
  readonly subject: string | null;
  readonly network: string | null;
  readonly request_id: string;
  /** JSON, as it was written: a text that only means the same is another one. */
  readonly facts: string;
}

/** A place in the chain: an entry's number and its seal. */
export interface Link {
  readonly seq: number;
  readonly seal: Buffer;
}

/** A column of bytes, whatever somebody has put there. */
export const bytesOf = (raw: unknown): Buffer => (raw instanceof Uint8Array ? Buffer.from(raw) : Buffer.alloc(0));

/** What the first entry follows. */
export const beforeTheFirst: Link = { seq: 0, seal: Buffer.alloc(32) };

const format = 1;

/** A list of JSON values: there is one way to write it and one to read it. */
function canonical(row: Row): string {
  const { seq, id, type, outcome, at, actor_id, concerns_id, subject, network, request_id, facts } = row;
  return JSON.stringify([
    ...[format, seq, id, type, outcome, at],
    ...[actor_id, concerns_id, subject, network, request_id, facts],
  ]);
}

/** Seals each entry together with the seal before it, under a key that the database does not hold (catalogue D7). */
export class Chain {
  readonly #key: KeyObject;

  constructor(secret: Buffer) {
    this.#key = createSecretKey(secret);
  }

  /** HMAC-SHA-256 over the seal before and the row. */
  seal(before: Buffer, row: Row): Buffer {
    return createHmac('sha256', this.#key).update(before).update(canonical(row)).digest();
  }

  /** Gives rows their places, one after another, and seals them. */
  *extend(last: Link, rows: Iterable<Omit<Row, 'seq'>>): Generator<Row & Link> {
    let { seq, seal } = last;
    for (const given of rows) {
      seq += 1;
      const row = { ...given, seq };
      seal = this.seal(seal, row);
      yield { ...row, seal };
    }
  }
}
