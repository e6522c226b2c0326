import type { Reader } from '#kernel/ports.js';
import { countLiveSessions } from '#modules/sessions/index.js';
import { UserCounts } from '#modules/users/index.js';
import type { OverviewType } from './admin.type.js';
import { countSince } from './event-counts.views.js';

const dayMs = 86_400_000;

/** The four figures of the overview. */
export async function readOverview(reader: Reader, now: Date): Promise<OverviewType> {
  const dayAgo = new Date(now.getTime() - dayMs);
  return {
    users: (await UserCounts.read(reader)).of(),
    activeSessions: await countLiveSessions(reader, now),
    loginsLast24h: await countSince(reader, 'session.opened', dayAgo),
    failedLoginsLast24h: await countSince(reader, 'login.failed', dayAgo),
  };
}

/** True while nobody active administers this instance. */
export async function isClaimable(reader: Reader): Promise<boolean> {
  return !(await reader.one(`select 1 as found from "user" where role = 'admin' and status = 'ACTIVE' limit 1`, []));
}
