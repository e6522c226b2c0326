import { factsIn } from '#kernel/events.js';
import type { Reader } from '#kernel/ports.js';
import { butRefreshes } from '#kernel/recorded-event.entity.js';
import { toDate, type RawInstant } from '#kernel/row.js';
import type { PersonalDataReadingType } from './personal-data-reading.type.js';

interface Row {
  id: string;
  at: RawInstant;
  actor_id: string | null;
  facts: string;
}

const most = 20;

const readingsSql = `select id, at, actor_id, facts from recorded_event
  where ${butRefreshes} and subject = ? and type in ('vault.read', 'vault.changed') order by seq desc limit ${most}`;

/** The newest times at which somebody saw this person's data. */
export async function listReadings(reader: Reader, userId: string): Promise<PersonalDataReadingType[]> {
  const rows = await reader.all<Row>(readingsSql, [`user:${userId}`]);
  return rows.map(({ id, at, actor_id: actorId, facts }) => ({
    id,
    at: toDate(at),
    byYou: actorId === userId,
    changed: factsIn(facts)['fields']?.split(',') ?? [],
  }));
}
