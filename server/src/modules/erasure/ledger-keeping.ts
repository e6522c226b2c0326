import type { House } from '#kernel/context.js';
import { userIdIn } from '#kernel/events.js';
import type { BeforeCommit } from '#kernel/module.js';
import { keepMark } from './erasure.store.js';

/** Enters into the ledger whoever is about to be deleted; the keys of what was kept of them are destroyed by then. */
export const enterDeleted =
  ({ ports }: House): BeforeCommit =>
  async (facts, { sql }) => {
    for (const { at, subject } of facts.filter(({ type }) => type === 'user.deleted')) {
      const userId = userIdIn(subject);
      if (userId) await keepMark(sql, ports.erasures.add(userId, at));
    }
  };
