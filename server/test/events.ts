import { newId } from '#kernel/entity.js';
import type { NewRow } from '#platform/database/database.js';
import type { Chain, Link, Row } from '#platform/journal/chain.js';

/** Whose events they are, and what they follow. */
interface Beginning {
  readonly personId: string;
  readonly chain: Chain;
  readonly newest: Link;
}

/** Follows the newest event with these. */
const following = ({ chain, newest }: Beginning, rows: readonly Omit<Row, 'seq'>[]): NewRow[] =>
  [...chain.extend(newest, rows)].map((row) => ({ table: 'recorded_event', row: { ...row } }));

/** An event that somebody else's act left of them, as it came over from a journal that did not name whom it concerned. */
export const anOldEvent = (beginning: Beginning, actorId: string, at: Date): NewRow[] =>
  following(beginning, [
    {
      ...{ id: newId(), type: 'user.suspended', outcome: 'SUCCESS', at: at.getTime(), actor_id: actorId },
      ...{ concerns_id: null, subject: `user:${beginning.personId}`, network: null, request_id: 'old', facts: '{}' },
    },
  ]);

/** So many events of somebody's own, one a millisecond, the last at that instant; each is told by its request. */
export function manyEvents(beginning: Beginning, many: number, last: Date): NewRow[] {
  const rows = Array.from({ length: many }, (_, index) => ({
    ...{ id: `0199aaaa-0000-7000-8000-${String(index).padStart(12, '0')}`, type: 'session.refreshed' },
    ...{ outcome: 'SUCCESS', at: last.getTime() - many + index, actor_id: beginning.personId },
    ...{ concerns_id: null, subject: null, network: null, request_id: `r${index}`, facts: '{}' },
  }));
  return following(beginning, rows);
}
