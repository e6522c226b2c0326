import type { Reader } from './ports.js';
import { butRefreshes } from './recorded-event.entity.js';
import { toDate, type RawInstant } from './row.js';

/** When the last backup was made, and when one was last restored to prove it; null for never. */
export interface BackupTimes {
  readonly madeAt: Date | null;
  readonly provenAt: Date | null;
}

const lastSql = `select at from recorded_event where type = ? and ${butRefreshes} order by seq desc limit 1`;

async function last(reader: Reader, type: 'backup.made' | 'backup.drilled'): Promise<Date | null> {
  const row = await reader.one<{ at: RawInstant }>(lastSql, [type]);
  return row ? toDate(row.at) : null;
}

/** Both, as the journal has them. */
export const backupTimes = async (reader: Reader): Promise<BackupTimes> => ({
  madeAt: await last(reader, 'backup.made'),
  provenAt: await last(reader, 'backup.drilled'),
});

/** True where a schedule has missed a turn, and the time of the next one too. */
export const isOverdue = (since: Date, everyMs: number | null, now: Date): boolean =>
  everyMs !== null && now.getTime() - since.getTime() > 2 * everyMs;
