import type { Reader, Writer } from '#kernel/ports.js';
import { toDate, type RawInstant } from '#kernel/row.js';
import type { Statements } from '../crypto/statements.js';
import { bytesOf, type Link } from './chain.js';

/** A segment of the journal and where it ends. */
export interface Segment extends Link {
  /** How many entries it has. */
  readonly count: number;
  /** When its end was signed. */
  readonly at: Date;
  readonly earliest: Date;
  readonly latest: Date;
  /** How many entries of each type there are from the first one ever up to its end. */
  readonly counts: Readonly<Record<string, number>>;
}

/** A segment whose end was signed. */
export interface Checkpoint extends Segment {
  readonly statement: string;
  readonly removal: string | null;
}

/** What the statement of a checkpoint says. */
export interface CheckpointContent {
  readonly iss: string;
  readonly seq: number;
  readonly seal: string;
  readonly count: number;
  readonly at: string;
  readonly earliest: string;
  readonly latest: string;
  readonly counts: Readonly<Record<string, number>>;
}

export const checkpointType = 'socle-checkpoint';
export const removalType = 'socle-removal';

/** What is signed of a segment. */
export const contentOf = (iss: string, segment: Segment): CheckpointContent => ({
  iss,
  seq: segment.seq,
  seal: segment.seal.toString('base64url'),
  count: segment.count,
  at: segment.at.toISOString(),
  earliest: segment.earliest.toISOString(),
  latest: segment.latest.toISOString(),
  counts: segment.counts,
});

/** What is signed of a removal. */
export const removalOf = ({ seq, seal }: Link): object => ({ removedUpTo: seq, seal: seal.toString('base64url') });

type Judgement = 'good' | 'foreign key' | 'changed';

/** Whether a checkpoint says what was signed. An instance may have had another address then. */
export function judge(statements: Statements, checkpoint: Checkpoint): Judgement {
  const content = statements.read<CheckpointContent>(checkpointType, checkpoint.statement);
  if (content === 'foreign key') return content;
  if (content === 'not signed') return 'changed';
  const own = contentOf(content.iss, checkpoint);
  return JSON.stringify(own) === JSON.stringify(content) ? 'good' : 'changed';
}

/** Whether the removal of a checkpoint's entries is one that this instance signed. */
export function isRemoved(statements: Statements, checkpoint: Checkpoint): boolean {
  const content = statements.read(removalType, checkpoint.removal ?? '');
  return typeof content === 'object' && JSON.stringify(content) === JSON.stringify(removalOf(checkpoint));
}

interface RawCheckpoint {
  seq: number | string;
  seal: Uint8Array;
  count: number;
  at: RawInstant;
  earliest: RawInstant;
  latest: RawInstant;
  counts: string;
  statement: string;
  removal: string | null;
}

function countsIn(text: string): Record<string, number> {
  try {
    return JSON.parse(text) as Record<string, number>;
  } catch {
    return {};
  }
}

const toCheckpoint = (raw: RawCheckpoint): Checkpoint => ({
  seq: Number(raw.seq),
  seal: bytesOf(raw.seal),
  count: raw.count,
  at: toDate(raw.at),
  earliest: toDate(raw.earliest),
  latest: toDate(raw.latest),
  counts: countsIn(raw.counts),
  statement: raw.statement,
  removal: raw.removal,
});

const columns = 'seq, seal, count, at, earliest, latest, counts, statement, removal';
const newestSql = `select ${columns} from journal_checkpoint where seq = (select max(seq) from journal_checkpoint)`;
const removedSql = `select ${columns} from journal_checkpoint
  where seq = (select max(seq) from journal_checkpoint where removal is not null)`;
const afterSql = `select ${columns} from journal_checkpoint where seq > ? order by seq limit ?`;
const atSql = `select ${columns} from journal_checkpoint where seq = ?`;

async function find(reader: Reader, sql: string, ...parameters: readonly unknown[]): Promise<Checkpoint | null> {
  const raw = await reader.one<RawCheckpoint>(sql, parameters);
  return raw ? toCheckpoint(raw) : null;
}

export const newestCheckpoint = (reader: Reader): Promise<Checkpoint | null> => find(reader, newestSql);

/** The newest checkpoint up to which entries were removed. */
export const newestRemoval = (reader: Reader): Promise<Checkpoint | null> => find(reader, removedSql);

/** The checkpoint of exactly that entry. */
export const checkpointAt = (reader: Reader, seq: number): Promise<Checkpoint | null> => find(reader, atSql, seq);

/** The checkpoints after a place, in their order, as many as are asked for. */
export const checkpointsAfter = async (reader: Reader, seq: number, most: number): Promise<Checkpoint[]> =>
  (await reader.all<RawCheckpoint>(afterSql, [seq, most])).map(toCheckpoint);

const insertSql = `insert into journal_checkpoint (seq, seal, count, at, earliest, latest, counts, statement)
  values (?, ?, ?, ?, ?, ?, ?, ?)`;

export async function addCheckpoint(sql: Writer, checkpoint: Omit<Checkpoint, 'removal'>): Promise<void> {
  const { seq, seal, count, at, earliest, latest, counts, statement } = checkpoint;
  const instants = [at, earliest, latest].map((date) => sql.instant(date));
  await sql.run(insertSql, [seq, seal, count, ...instants, JSON.stringify(counts), statement]);
}

/** Writes down that the entries up to a checkpoint were removed. */
export const keepRemoval = (sql: Writer, seq: number, removal: string): Promise<void> =>
  sql.run('update journal_checkpoint set removal = ? where seq = ?', [removal, seq]);
