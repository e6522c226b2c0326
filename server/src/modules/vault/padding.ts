const block = 32;
const lengthBytes = 2;

/**
 * A text, or its absence, in a multiple of 32 bytes: what is sealed tells neither how long a text is nor, where it is
 * short, whether there is one. Two bytes say how long the rest is, plus one; 0 stands for no text.
 */
export function pad(text: string | null): Buffer {
  const length = text === null ? 0 : Buffer.byteLength(text);
  const padded = Buffer.alloc(Math.ceil((lengthBytes + length) / block) * block);
  padded.writeUInt16BE(text === null ? 0 : length + 1);
  if (text !== null) padded.write(text, lengthBytes);
  return padded;
}

/** What was padded. */
export function unpad(padded: Buffer): string | null {
  const length = padded.readUInt16BE() - 1;
  return length < 0 ? null : padded.toString('utf8', lengthBytes, lengthBytes + length);
}
