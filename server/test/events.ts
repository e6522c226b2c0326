import type { NewRow } from '#platform/database/database.js';
import type { Chain, Link } from '#platform/journal/chain.js';

/** Whose events they are, and what they follow. */
interface Beginning {
  readonly personId: string;
  readonly chain: Chain;
  readonly newest: Link;
}

/** So many events of somebody's own, one a millisecond, the last at that instant; each is told by its request. */
export function manyEvents({ personId, chain, newest }: Beginning, many: number, last: Date): NewRow[] {
  const rows = Array.from({ length: many }, (_, index) => ({
    ...{ id: `0199aaaa-0000-7000-8000-${String(index).padStart(12, '0')}`, type: 'session.refreshed' },
    ...{ outcome: 'SUCCESS', at: last.getTime() - many + index, actor_id: personId },
    ...{ concerns_id: null, subject: null, network: null, request_id: `r${index}`, facts: '{}' },
  }));
  return [...chain.extend(newest, rows)].map((row) => ({ table: 'recorded_event', row: { ...row } }));
}
