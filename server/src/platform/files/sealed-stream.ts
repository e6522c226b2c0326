import { createCipheriv, createDecipheriv } from 'node:crypto';

const chunkBytes = 64 * 1024;
const tagBytes = 16;

/** A chunk's place, and whether it is the last: none can be moved, left out or cut off unnoticed. The key seals one content only. */
function nonceOf(place: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(place, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

function sealChunk(key: Buffer, chunk: Buffer, place: number, last: boolean): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place, last));
  return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
}

function unsealChunk(key: Buffer, sealed: Buffer, place: number, last: boolean): Buffer {
  const end = sealed.length - tagBytes;
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place, last), { authTagLength: tagBytes });
  decipher.setAuthTag(sealed.subarray(end));
  return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
}

/** The same bytes in chunks of one size, each with whether it is the last; the last may be shorter, also empty. */
async function* inChunks(
  bytes: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<[chunk: Buffer, last: boolean]> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const part of bytes) {
    held.push(Buffer.from(part));
    length += part.length;
    if (length <= size) continue;
    const all = Buffer.concat(held);
    let from = 0;
    for (; all.length - from > size; from += size) yield [all.subarray(from, from + size), false];
    held = [all.subarray(from)];
    length = all.length - from;
  }
  yield [Buffer.concat(held), true];
}

type Turn = (key: Buffer, chunk: Buffer, place: number, last: boolean) => Buffer;

async function* turned(
  bytes: AsyncIterable<Uint8Array>,
  key: Buffer,
  size: number,
  turn: Turn,
): AsyncGenerator<Buffer> {
  let place = 0;
  for await (const [chunk, last] of inChunks(bytes, size)) yield turn(key, chunk, place++, last);
}

/** Seals content chunk by chunk (AES-256-GCM), so that any length passes through little memory (catalogue V1, V3). */
export const sealed = (bytes: AsyncIterable<Uint8Array>, key: Buffer): AsyncGenerator<Buffer> =>
  turned(bytes, key, chunkBytes, sealChunk);

/** The content again; throws at the first chunk that was altered, moved or lost. */
export const unsealed = (bytes: AsyncIterable<Uint8Array>, key: Buffer): AsyncGenerator<Buffer> =>
  turned(bytes, key, chunkBytes + tagBytes, unsealChunk);
