import { setTimeout as pause } from 'node:timers/promises';
import type { House } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import { userIdIn } from '#kernel/events.js';
import type { BeforeCommit } from '#kernel/module.js';
import type { Reader } from '#kernel/ports.js';
import type { PendingFacts } from './pending-facts.js';
import { destroyKey } from './vault.store.js';

/**
 * Destroys the key of whoever is about to be deleted, and promises the rest: from then on the deletion is final, whatever
 * happens (catalogue D2, V6), also of somebody of whom nothing was kept.
 */
export function destroyKeysOfDeleted(pending: PendingFacts): BeforeCommit {
  return async (facts) => {
    for (const fact of facts.filter(({ type }) => type === 'user.deleted')) {
      const userId = userIdIn(fact.subject);
      if (userId) await pending.commit(fact, async (sql) => void (await destroyKey(sql, userId)));
    }
  };
}

const pageSize = 200;
const betweenPagesMs = 20;

const pageSql = `select user_id from data_key where user_id > ? order by user_id limit ${pageSize}`;
const existsSql = 'select 1 from "user" where id = ?';
const knownSql = 'select 1 from recorded_event where actor_id = ? limit 1';

/** Everybody of whom something is kept, a page at a time. */
async function* keyHolders(reader: Reader): AsyncGenerator<readonly string[]> {
  for (let after = ''; ;) {
    const page = await reader.all<{ user_id: string }>(pageSql, [after]);
    yield page.map(({ user_id: userId }) => userId);
    after = page.at(-1)?.user_id ?? '';
    if (!after) return;
  }
}

/** Destroys the keys of those whom `isErased` names. */
export async function destroyKeysOf({ ports }: House, isErased: (userId: string) => boolean): Promise<void> {
  for await (const page of keyHolders(ports.vault.reader))
    for (const userId of page.filter(isErased)) await ports.vault.transact((sql) => destroyKey(sql, userId));
}

/**
 * Destroys the keys of people whom the main database knew and has no more, for example after a restore of an older
 * vault. Whoever it never knew is left alone: then the two databases may not belong together, and the operator must say.
 * Answers how many those are.
 */
export async function removeOrphans({ ports, open, log }: House, signal: AbortSignal): Promise<number> {
  const { reader, vault } = ports;
  let strangers = 0;
  for await (const page of keyHolders(vault.reader)) {
    for (const userId of page) {
      if (await reader.one(existsSql, [userId])) continue;
      if (await reader.one(knownSql, [userId])) {
        // In a change, so that nobody who is just being made is taken for somebody who is gone.
        await open({ requestId: newId() }).change(async ({ sql }) => {
          if (!(await sql.one(existsSql, [userId]))) await vault.transact((inVault) => destroyKey(inVault, userId));
        });
        log.warn({ event: 'vault.orphan_removed', subject: `user:${userId}` }, 'the key of somebody deleted is gone');
      } else strangers += 1;
    }
    if (signal.aborted) break;
    await pause(betweenPagesMs, undefined, { ref: false });
  }
  return strangers;
}
