import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Clock, Mailer } from '#kernel/ports.js';

/** Composes and encodes, but sends nothing (catalogue I9: no header can be smuggled in through a name). */
const composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });

/** Lays each message into a folder as an `.eml` file, readable by its owner only; the newest name sorts last. */
export function createOutbox(folder: string, publicUrl: string, clock: Clock): Mailer {
  const from = `Socle <no-reply@${new URL(publicUrl).hostname}>`;
  return {
    async send({ to, subject, text }) {
      const date = clock.now();
      const { message } = await composer.sendMail({ from, to, subject, text, date });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = `${date.toISOString().replaceAll(/[:.]/g, '-')}-${randomUUID()}.eml`;
      await writeFile(join(folder, name), message as Buffer, { mode: 0o600 });
    },
  };
}
