import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

/** The server's built files: what is measured is what is run. */
const built = (...path) => import(new URL(`../../../../server/dist/${path.join('/')}`, import.meta.url).href);
const nothing = () => undefined;
const silent = { info: nothing, warn: nothing, error: nothing };

const { openDatabase } = await built('src', 'platform', 'database', 'database.js');
const { JournalCheckpoint } = await built('src', 'kernel', 'journal-checkpoint.entity.js');
const { RecordedEvent } = await built('src', 'kernel', 'recorded-event.entity.js');
const { TallyEntry } = await built('src', 'kernel', 'tally.js');
const { Chain, beforeTheFirst } = await built('src', 'platform', 'journal', 'chain.js');
const { append } = await built('src', 'platform', 'journal', 'rows.js');
const { verifyChain } = await built('src', 'platform', 'journal', 'verification.js');
const { migrationsWith } = await built('migrations', 'index.js');

export { append, verifyChain };

/** The key of every journal that is measured. */
export const secret = Buffer.alloc(32, 1);
export const chain = new Chain(secret);

/** The server's own database, empty, and nothing else of the server. */
export async function openOwnDatabase() {
  const file = join(process.env.FOLDER, 'main.db');
  const entities = [RecordedEvent, JournalCheckpoint, TallyEntry];
  const database = await openDatabase({ file, entities, migrations: migrationsWith(() => chain) }, silent);
  await database.migrate();
  return database;
}

/** A rotation, as the journal tells of it. */
export const anEntry = (number, at) => ({
  id: randomUUID(),
  type: 'session.refreshed',
  outcome: 'SUCCESS',
  at: new Date(at),
  actorId: `0199d000-0000-7000-8000-${String(number % 64).padStart(12, '0')}`,
  concernsId: null,
  subject: `session:0199d000-0000-7000-9000-${String(number % 64).padStart(12, '0')}`,
  network: null,
  requestId: randomUUID(),
  facts: {},
});

const toRow = ({ actorId, concernsId, requestId, facts, at, ...rest }) => ({
  ...rest,
  at: at.getTime(),
  actor_id: actorId,
  concerns_id: concernsId,
  request_id: requestId,
  facts: JSON.stringify(facts),
});

/** Fills a journal with so many entries. */
export function fill(database, count) {
  const entries = Array.from({ length: count }, (_, number) => toRow(anEntry(number, 1_763_769_600_000 + number)));
  const rows = chain.extend(beforeTheFirst, entries);
  database.load([...rows].map((row) => ({ table: 'recorded_event', row })));
}
