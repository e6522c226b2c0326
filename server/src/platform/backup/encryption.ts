import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { OperatorError } from '#kernel/operator-error.js';

/** What turns the bytes of a file into others. */
export type Passage = (input: Readable) => Promise<Readable>;

type Bytes = globalThis.ReadableStream<Uint8Array>;

/** Web streams of Node and of the browser are the same thing under two names. */
const toWeb = (input: Readable): Bytes => Readable.toWeb(input) as unknown as Bytes;
const fromWeb = (output: Bytes): Readable => Readable.fromWeb(output as unknown as ReadableStream);

/** Loaded where it is needed: most commands, and the server, never encrypt. */
const age = () => import('age-encryption');

/** Encrypts to an age recipient, block by block: the secret of it is not on this machine. */
export async function encryptTo(recipient: string): Promise<Passage> {
  const { Encrypter } = await age();
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
  } catch (cause) {
    throw new OperatorError('BACKUP_RECIPIENT is no recipient of age', 'make one with age-keygen', { cause });
  }
  return async (input) => fromWeb(await encrypter.encrypt(toWeb(input)));
}

function identitiesIn(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
  } catch (cause) {
    throw new OperatorError(`${file} cannot be read`, 'name the file of the identity', { cause });
  }
}

/** Decrypts with the identities of a file, as age-keygen writes it. */
export async function decryptWith(file: string): Promise<Passage> {
  const { Decrypter } = await age();
  const decrypter = new Decrypter();
  try {
    for (const identity of identitiesIn(file)) decrypter.addIdentity(identity);
  } catch (cause) {
    if (cause instanceof OperatorError) throw cause;
    throw new OperatorError(`${file} holds no identity of age`, 'name the file that age-keygen wrote', { cause });
  }
  return async (input) => {
    try {
      return fromWeb(await decrypter.decrypt(toWeb(input)));
    } catch (cause) {
      throw new OperatorError(
        `the identity in ${file} does not open the backup`,
        'name the identity whose recipient was set when the backup was made',
        { cause },
      );
    }
  };
}
