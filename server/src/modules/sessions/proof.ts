import type { Context, Unit } from '#kernel/context.js';
import { proves, type PresentedToken } from './refresh-token.js';
import type { Session } from './session.js';
import { findSession } from './session.store.js';

/** The key of a session's refresh tokens; throws where the sealing key is no longer the one that sealed it. */
export const keyOf = ({ ports }: Context, { id, sealedKey }: Session): Buffer =>
  ports.sealer.unseal(sealedKey, `session:${id}`);

/** Null where nothing can be proven any more. */
function readableKeyOf(context: Context, session: Session): Buffer | null {
  try {
    return keyOf(context, session);
  } catch (error) {
    context.log.error({ event: 'session.unreadable', subject: `session:${session.id}`, err: error });
    return null;
  }
}

/** The session that a refresh token proves to belong to; null where it proves nothing (catalogue T12). */
export async function prove(context: Context, unit: Unit, presented: PresentedToken): Promise<Session | null> {
  const session = await findSession(unit.sql, presented.sessionId);
  const key = session && readableKeyOf(context, session);
  return key && proves(key, presented) ? session : null;
}
