import { randomBytes } from 'node:crypto';
import { newId } from '#kernel/entity.js';
import { OperatorError } from '#kernel/operator-error.js';
import { reasonOf } from '#modules/audit/index.js';
import type { Logger } from '#platform/telemetry/log.js';
import { createApp, type App } from '../app.js';
import type { Settings } from '../settings.js';

/** Somebody made in a restored copy, to sign in there and look. */
export interface Examiner {
  readonly pseudo: string;
  readonly password: string;
  /** How many others are there. */
  readonly people: number;
  /** Whoever has been there the longest, if anybody. */
  readonly oldest: { readonly id: string; readonly pseudo: string } | null;
}

const oldestSql = 'select id, pseudo from "user" order by created_at, id limit 1';

const peopleSql = 'select count(*) as people from "user"';

async function verify(app: App): Promise<void> {
  const { fault } = await app.journal.verify();
  if (fault)
    throw new OperatorError(
      `the journal of the backup does not hold: ${reasonOf(fault)}`,
      'see the runbook about tampering with the journal',
    );
}

/** Nobody's password is known: the house makes an administrator by its own verbs, which also runs what it does at a start. */
export async function makeExaminer(settings: Settings, log: Logger): Promise<Examiner> {
  const app = await createApp({ settings, log });
  try {
    const oldest = (await app.database.reader.one<{ id: string; pseudo: string }>(oldestSql, [])) ?? null;
    const { people = 0 } = (await app.database.reader.one<{ people: number }>(peopleSql, [])) ?? {};
    await verify(app);
    const [pseudo, password] = [`drill-${randomBytes(4).toString('hex')}`, randomBytes(24).toString('base64url')];
    const { change, ports, services } = app.house.open({ requestId: newId() });
    const hash = await ports.hasher.hash(password);
    await change(async (unit) => {
      const person = { pseudo, email: `${pseudo}@drill.invalid`, locale: 'EN', role: 'admin' } as const;
      services.auth.keep(unit, await services.users.create(unit, person), hash);
    });
    return { pseudo, password, people, oldest };
  } finally {
    await app.close();
  }
}
