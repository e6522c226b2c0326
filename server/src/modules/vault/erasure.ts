import { setTimeout as pause } from 'node:timers/promises';
import type { House } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import type { BeforeCommit } from '#kernel/module.js';
import type { PendingFacts } from './pending-facts.js';
import { destroyKey } from './vault.store.js';

/** Destroys the key of whoever is about to be deleted: from then on the deletion is final, whatever happens (catalogue D2, V6). */
export function destroyKeysOfDeleted({ ports }: House, pending: PendingFacts): BeforeCommit {
  const holds = (userId: string) => ports.vault.reader.one('select 1 from data_key where user_id = ?', [userId]);
  return async (facts) => {
    for (const fact of facts.filter(({ type }) => type === 'user.deleted')) {
      const userId = fact.subject?.slice('user:'.length) ?? '';
      if (await holds(userId)) await pending.commit(fact, async (sql) => void (await destroyKey(sql, userId)));
    }
  };
}

const pageSize = 200;
const betweenPagesMs = 20;

const pageSql = `select user_id from data_key where user_id > ? order by user_id limit ${pageSize}`;
const existsSql = 'select 1 from "user" where id = ?';
const knownSql = 'select 1 from recorded_event where actor_id = ? limit 1';

/**
 * Destroys the keys of people whom the main database knew and has no more, for example after a restore of an older
 * vault. Whoever it never knew is left alone: then the two databases may not belong together, and the operator must say.
 * Answers how many those are.
 */
export async function removeOrphans({ ports, open, log }: House, signal: AbortSignal): Promise<number> {
  const { reader, vault } = ports;
  let [strangers, after] = [0, ''];
  for (;;) {
    const page = await vault.reader.all<{ user_id: string }>(pageSql, [after]);
    for (const { user_id: userId } of page) {
      if (await reader.one(existsSql, [userId])) continue;
      if (await reader.one(knownSql, [userId])) {
        // In a change, so that nobody who is just being made is taken for somebody who is gone.
        await open({ requestId: newId() }).change(async ({ sql }) => {
          if (!(await sql.one(existsSql, [userId]))) await vault.transact((inVault) => destroyKey(inVault, userId));
        });
        log.warn({ event: 'vault.orphan_removed', subject: `user:${userId}` }, 'the key of somebody deleted is gone');
      } else strangers += 1;
    }
    const last = page.at(-1);
    if (!last || signal.aborted) return strangers;
    after = last.user_id;
    await pause(betweenPagesMs, undefined, { ref: false });
  }
}
