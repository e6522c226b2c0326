import type { House } from '#kernel/context.js';
import type { Reader } from '#kernel/ports.js';
import { proves, type PresentedToken } from './refresh-token.js';
import type { Session } from './session.js';
import { findSession } from './session.store.js';

type Keys = Pick<House, 'ports' | 'log'>;

/** The key of a session's refresh tokens; throws where the sealing key is no longer the one that sealed it. */
export const keyOf = ({ ports }: Pick<Keys, 'ports'>, { id, sealedKey }: Session): Buffer =>
  ports.sealer.unseal(sealedKey, `session:${id}`);

/** Null where nothing can be proven any more. */
function readableKeyOf(keys: Keys, session: Session): Buffer | null {
  try {
    return keyOf(keys, session);
  } catch (error) {
    keys.log.error({ event: 'session.unreadable', subject: `session:${session.id}`, err: error });
    return null;
  }
}

/** The session that a refresh token proves to belong to; null where it proves nothing (catalogue T12). */
export async function prove(keys: Keys, sql: Reader, presented: PresentedToken): Promise<Session | null> {
  const session = await findSession(sql, presented.sessionId);
  const key = session && readableKeyOf(keys, session);
  return key && proves(key, presented) ? session : null;
}
