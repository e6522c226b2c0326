// Catalogue: V1, V3.
import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { sealed, unsealed } from './sealed-stream.js';

const chunk = 64 * 1024;
const onDisk = chunk + 16;
const key = randomBytes(32);

async function* parts(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

const seal = (bytes: Buffer, size = 10_000): Promise<Buffer> => buffer(sealed(parts(bytes, size), key));
const unseal = (bytes: Buffer, size = 10_000, by = key): Promise<Buffer> => buffer(unsealed(parts(bytes, size), by));

describe('a sealed content', () => {
  it.each([0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 5])(
    'of %i bytes is the same again, however it comes',
    async (length) => {
      const content = randomBytes(length);
      for (const size of [1_000, chunk, 200_000]) {
        const bytes = await seal(content, size);
        expect(bytes.length).toBe(length + 16 * Math.max(1, Math.ceil(length / chunk)));
        expect(await unseal(bytes, size)).toEqual(content);
      }
    },
  );

  it('shows nothing of what it holds', async () => {
    const bytes = await seal(Buffer.from('a secret that is easily found '.repeat(10_000)));
    expect(bytes.includes('secret')).toBe(false);
  });

  const content = randomBytes(2 * chunk + 100);
  const changes: [string, (bytes: Buffer) => Buffer][] = [
    ['with a bit turned over', (bytes) => (bytes.writeUInt8(bytes.readUInt8(chunk + 7) ^ 1, chunk + 7), bytes)],
    ['cut off within a chunk', (bytes) => bytes.subarray(0, -1)],
    ['cut off after a chunk', (bytes) => bytes.subarray(0, onDisk)],
    ['without its first chunk', (bytes) => bytes.subarray(onDisk)],
    [
      'with two chunks in each other’s place',
      (bytes) =>
        Buffer.concat([bytes.subarray(onDisk, 2 * onDisk), bytes.subarray(0, onDisk), bytes.subarray(2 * onDisk)]),
    ],
    ['with something behind it', (bytes) => Buffer.concat([bytes, Buffer.alloc(40)])],
    ['that is empty', () => Buffer.alloc(0)],
  ];

  it.each(changes)('%s does not open', async (_name, change) => {
    const bytes = change(await seal(content));
    await expect(unseal(bytes)).rejects.toThrow();
  });

  it('does not open by another key', async () => {
    await expect(unseal(await seal(content), 10_000, randomBytes(32))).rejects.toThrow();
  });
});
