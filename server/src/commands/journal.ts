import type { EventName, Facts } from '#kernel/events.js';
import { newId } from '#kernel/entity.js';
import { openHouseDatabase } from '../app.js';
import type { Settings } from '../settings.js';
import { inHouse, quietLog, say } from './workplace.js';

/** True where the journal has its present form: opening the house would otherwise migrate it. */
async function isUpToDate(settings: Settings): Promise<boolean> {
  const database = await openHouseDatabase(settings, quietLog());
  try {
    return (await database.pending()).length === 0;
  } finally {
    await database.close();
  }
}

/** Records what a command has done, where the instance is up to date. */
export async function recordInJournal(settings: Settings, type: EventName, facts: Facts): Promise<void> {
  if (!(await isUpToDate(settings))) return say('It is not in the journal, since migrations are pending.');
  await inHouse(({ house }) =>
    house.open({ requestId: newId() }).change(async ({ record }) => record(type, { facts })),
  );
}
