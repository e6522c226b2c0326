import type { EventName, Facts } from '#kernel/events.js';
import { newId } from '#kernel/entity.js';
import type { OpenStore } from '#platform/database/store.js';
import { openMain, openVault } from '../databases.js';
import type { Settings } from '../settings.js';
import { inHouse, quietLog, say } from './workplace.js';

async function hasPending(open: () => Promise<Migrated> | Migrated): Promise<boolean> {
  const database = await open();
  try {
    return (await database.pending()).length > 0;
  } finally {
    await database.close();
  }
}

type Migrated = Pick<OpenStore, 'pending' | 'close'>;

/** True where opening the house would migrate nothing. */
async function isUpToDate(settings: Settings): Promise<boolean> {
  for (const open of [openMain, openVault]) if (await hasPending(() => open(settings, quietLog()))) return false;
  return true;
}

/** Records what a command has done, where the instance is up to date. */
export async function recordInJournal(settings: Settings, type: EventName, facts: Facts): Promise<void> {
  if (!(await isUpToDate(settings))) return say('It is not in the journal, since migrations are pending.');
  await inHouse(({ house }) =>
    house.open({ requestId: newId() }).change(async ({ record }) => void record(type, { facts })),
  );
}
