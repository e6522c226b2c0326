import { createHash } from 'node:crypto';
import type { TestHouse } from '#test/house.js';

/** What even a refused request may write: that somebody was here. */
const passing = new Set(['last_seen_at', 'last_used_at', 'acknowledged']);

const tablesSql = `select name from sqlite_master
  where type = 'table' and name not in ('recorded_event', 'journal_checkpoint') order by name`;

/** What was recorded is counted too, and no more part of the digest than the journal itself. */
const rowsSql = (table: string): string =>
  `select * from "${table}" ${table === 'tally' ? "where name not like 'event_%' order by 1, 2" : 'order by 1'}`;

/** A digest of every table of both databases but the journal: the same before and after whatever was refused. */
export async function digestOf(house: TestHouse): Promise<string> {
  const hash = createHash('sha256');
  for (const { reader } of [house.app.database, house.app.vault])
    for (const { name } of await reader.all<{ name: string }>(tablesSql, []))
      for (const row of await reader.all<object>(rowsSql(name), []))
        hash.update(JSON.stringify([name, Object.entries(row).filter(([column]) => !passing.has(column))]));
  return hash.digest('hex');
}
