import { createPublicKey, type KeyObject } from 'node:crypto';
import * as v from 'valibot';
import { thumbprint } from '../crypto/keys.js';
import { kidOf, readSigned, type Statements } from '../crypto/statements.js';
import { OperatorError } from '#kernel/operator-error.js';
import type { Link } from './chain.js';
import { checkpointType, type Checkpoint, type CheckpointContent } from './checkpoint.js';

const shape = v.object({
  instance: v.string(),
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  at: v.string(),
  seal: v.string(),
  kid: v.string(),
  publicKey: v.looseObject({}),
  signature: v.string(),
});

/** A checkpoint as it is kept elsewhere, with all that is needed to check it. */
type CheckpointFile = v.InferOutput<typeof shape>;

/** A checkpoint that came back from elsewhere. */
export interface KeptCheckpoint extends Link {
  /** Whether this instance still has the key that signed it. */
  readonly isOwnKey: boolean;
}

const jwkOf = (kid: string, key: KeyObject): object => ({
  ...key.export({ format: 'jwk' }),
  kid,
  use: 'sig',
  alg: 'ES256',
});

/** The text of a checkpoint's file. */
export function writeCheckpoint(checkpoint: Checkpoint, statements: Statements): string {
  const kid = kidOf(checkpoint.statement) ?? '';
  const key = statements.publicKey(kid);
  const content = statements.read<CheckpointContent>(checkpointType, checkpoint.statement);
  if (!key || typeof content === 'string')
    throw new Error('a checkpoint of the database is not signed by this instance');
  const { iss: instance, seq, at, seal } = content;
  const publicKey = jwkOf(kid, key) as CheckpointFile['publicKey'];
  const file: CheckpointFile = { instance, seq, at, seal, kid, publicKey, signature: checkpoint.statement };
  return `${JSON.stringify(file, null, 2)}\n`;
}

const useless = (reason: string): OperatorError =>
  new OperatorError(
    `the checkpoint proves nothing: ${reason}`,
    'take another copy of the file, as export-checkpoint wrote it',
  );

function parse(text: string): CheckpointFile {
  try {
    return v.parse(shape, JSON.parse(text));
  } catch (cause) {
    throw Object.assign(useless('it is not whole'), { cause });
  }
}

function keyIn({ publicKey, kid, signature }: CheckpointFile): KeyObject {
  const key = ((): KeyObject => {
    try {
      return createPublicKey({ key: publicKey, format: 'jwk' });
    } catch {
      throw useless('its public key is none');
    }
  })();
  if (kid !== kidOf(signature) || kid !== thumbprint(key)) throw useless('its key is not the one that it names');
  return key;
}

/** Reads a checkpoint's file; throws an OperatorError where it is not what some instance signed. */
export function readCheckpoint(text: string, statements: Statements): KeptCheckpoint {
  const file = parse(text);
  const content = readSigned<CheckpointContent>(checkpointType, file.signature, keyIn(file));
  if (content === 'not signed') throw useless('its signature does not fit');
  const { iss, seq, at, seal } = content;
  if (iss !== file.instance || seq !== file.seq || at !== file.at || seal !== file.seal)
    throw useless('it does not say what was signed');
  return { seq, seal: Buffer.from(seal, 'base64url'), isOwnKey: statements.publicKey(file.kid) !== undefined };
}
