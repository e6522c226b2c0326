// Figures that are kept instead of counted are what counting would give, whoever changes the rows.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignInDocument } from '@socle/schema/documents';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quietLog } from '#house/commands/workplace.js';
import { contentsWith } from '#house/databases.js';
import { newId } from '#kernel/entity.js';
import { User } from '#modules/users/index.js';
import { openDatabase, type Database as OpenDatabase, type NewRow } from '#platform/database/database.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { acts } from '#test/threats/acts.js';
import { openDevice, readCommitted } from '#test/threats/device.js';
import { Chain } from '#platform/journal/chain.js';

interface Part {
  readonly name: string;
  readonly part: string;
  readonly n: number;
}

const countedSql = `
  select 'user' as name, status || ':' || role as part, count(*) as n from "user" group by part
  union all
  select 'session_day', strftime('%Y-%m-%d', idle_expires_at / 1000, 'unixepoch') as part, count(*) from session
    where ended_at is null group by part
  union all
  select 'session_hour', strftime('%Y-%m-%dT%H', idle_expires_at / 1000, 'unixepoch') as part, count(*) from session
    where ended_at is null group by part
  union all
  select 'event_day', type || '@' || strftime('%Y-%m-%d', at / 1000, 'unixepoch') as part, count(*) from recorded_event
    where type in ('user.registered', 'session.opened', 'login.failed') group by part
  union all
  select 'event_hour', type || '@' || strftime('%Y-%m-%dT%H', at / 1000, 'unixepoch') as part, count(*) from recorded_event
    where type in ('user.registered', 'session.opened', 'login.failed') group by part
  order by name, part`;
const keptSql = 'select name, part, n from tally where n <> 0 order by name, part';

let house: TestHouse;
let admin: Person;
beforeAll(async () => {
  house = await openTestHouse();
  admin = await house.person('admin');
});
afterAll(() => house.close());

const kept = (): Part[] => readCommitted<Part>(house, keptSql);
const counted = (): Part[] => readCommitted<Part>(house, countedSql);

const steps: Record<string, (person: Person) => Promise<unknown>> = {
  // Whoever is suspended or gone is given no tokens.
  'sign in elsewhere': (person) => openDevice(house, person.id).catch(() => null),
  'fail to sign in': ({ pseudo }) =>
    house.visitor().run(SignInDocument, { input: { identifier: pseudo, password: 'no password of theirs' } }),
  'become administrator': (person) => acts.setRole(admin, person, 'admin'),
  'become a member': (person) => acts.setRole(admin, person, 'member'),
  'be suspended': (person) => acts.suspend(admin, person),
  'be reinstated': (person) => acts.reinstate(admin, person),
  'be signed out': (person) => acts.endSessions(admin, person),
  'be deleted': (person) => acts.remove(admin, person),
};

describe('what is kept is what is counted', () => {
  it('after anything that can happen to accounts', { timeout: 60_000 }, async () => {
    const names = fc.array(fc.constantFrom(...Object.keys(steps)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.nat(1), names, async (days, chosen) => {
        house.clock.advance(days * 86_400_000);
        await house.becomeFresh(admin);
        const person = await house.person();
        for (const name of chosen) await steps[name]?.(person);
        expect(kept()).toEqual(counted());
      }),
      { numRuns: 15, examples: [[1, ['fail to sign in', 'become administrator', 'be suspended']]] },
    );
    const reached = new Set(kept().map(({ name, part }) => `${name} ${part.split(/[:@]/)[0] ?? ''}`));
    expect([...reached].join()).toMatch(/event_hour login.failed.*user ACTIVE.*user SUSPENDED/);
  });

  it('after a statement over the whole table, and after rows that went with others', async () => {
    const { id } = await house.person();
    const { change } = house.app.house.open({ requestId: newId() });
    await change(async ({ em }) => void (await em.nativeUpdate(User, { role: 'member' }, { status: 'SUSPENDED' })));
    expect(kept()).toEqual(counted());
    await change(async ({ em }) => void (await em.nativeDelete(User, { id })));
    expect(kept()).toEqual(counted());
  });

  it('not after a change that was taken back', async () => {
    const before = kept();
    const { change, services } = house.app.house.open({ requestId: newId() });
    const failing = change(async (unit) => {
      await services.users.create(unit, { pseudo: 'never-there', email: 'never@example.org', locale: 'EN' });
      await unit.em.flush();
      throw new Error('taken back');
    });
    await expect(failing).rejects.toThrow('taken back');
    expect(kept()).toEqual(before);
  });
});

describe('an instance that has people already', () => {
  it('is counted once, when its tables are given their figures', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'socle-tally-'));
    const file = join(folder, 'main.db');
    const { entities, migrations } = contentsWith(() => new Chain(Buffer.alloc(32))).main;
    const upTo = async (count: number, work: (database: OpenDatabase) => void): Promise<void> => {
      const database = await openDatabase({ file, entities, migrations: migrations.slice(0, count) }, quietLog());
      await database.migrate();
      work(database);
      await database.close();
    };
    const position = (ending: string): number => migrations.findIndex(({ name }) => name.endsWith(ending));
    await upTo(position('-tallies'), (database) => database.load(copiedRows()));
    await upTo(position('-tallies-by-time') + 1, () => undefined);
    expect(readCommitted<Part>({ folder }, keptSql)).toEqual(counted());
    rmSync(folder, { recursive: true });
  });
});

/** What the journal had before it was a chain. */
const oldColumns = 'id, type, outcome, at, actor_id, subject, request_id, facts';

/** The people of the house above, with what hangs on them. */
function* copiedRows(): Generator<NewRow> {
  const tables = { user: '*', session: '*', recorded_event: oldColumns };
  for (const [table, columns] of Object.entries(tables))
    for (const row of readCommitted<Record<string, unknown>>(house, `select ${columns} from "${table}"`))
      yield { table, row };
}
