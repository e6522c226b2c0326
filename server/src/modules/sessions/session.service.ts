import type { Context, Unit } from '#kernel/context.js';
import { isId, newId } from '#kernel/entity.js';
import { errors } from '#kernel/errors.js';
import type { UserIdentity } from '#kernel/identity.js';
import { accessOf, findUser, type UserView } from '#modules/users/index.js';
import { describeDevice } from './device.js';
import { endSession, factsOf } from './ending.js';
import { keyOf, prove } from './proof.js';
import { newTokenKey, parseRefreshToken, refreshTokenOf } from './refresh-token.js';
import { receive } from './rotation.js';
import { begun, endedBecause, renewed, type Session } from './session.js';
import { addSession, dropOver, findLiving, findSession, saveSession } from './session.store.js';
import type { SessionType } from './session.type.js';
import { listSessions } from './session.views.js';
import { sessionErrors } from './vocabulary.js';

/** Documented maximum (ASVS 7.1.2; catalogue T20): beyond it the session used longest ago ends. */
const sessionsPerUser = 20;
/** How long a session that is over stays in the table, with its address and device name. */
const keptAfterEndMs = 30 * 86_400_000;

/** The tokens of one session, as they leave the house. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: Date;
  readonly user: UserView;
}

/** The verbs on sessions. Those that take a unit join the caller's transaction. */
export class SessionService {
  constructor(private readonly context: Context) {}

  /** Opens a session for somebody who has just proven their password, and is written; a new family (catalogue T15). */
  async open(unit: Unit, userId: string, givenName: string | null | undefined): Promise<Session> {
    const { settings, client, ports, services } = this.context;
    const id = newId();
    await this.#makeRoom(unit, userId);
    const sealedKey = ports.sealer.seal(newTokenKey(), `session:${id}`);
    const deviceName = describeDevice(givenName, client.userAgent);
    const start = { id, userId, deviceName, ipAddress: client.address, sealedKey };
    const session = begun(start, unit.now, settings.sessions);
    await addSession(unit.sql, session);
    await services.users.seen(unit, userId);
    unit.record('session.opened', factsOf(session));
    return session;
  }

  /** The tokens of a session's current generation; SESSION_ENDED where its user may no longer come in. */
  async issue(session: Session): Promise<IssuedTokens> {
    const { ports, settings } = this.context;
    const { id: sessionId, userId, generation, provenAt } = session;
    const issuedAt = ports.clock.now();
    const user = await findUser(ports.reader, userId);
    if (user?.status !== 'ACTIVE') throw sessionErrors.SESSION_ENDED({ reason: 'revoked' });
    const { scopes } = await accessOf(ports.reader, user, issuedAt);
    const latest = Math.min(issuedAt.getTime() + settings.sessions.accessTtlMs, session.idleExpiresAt.getTime());
    const expiresAt = new Date(Math.floor(latest / 1000) * 1000);
    const claims = { userId, sessionId, generation, scopes, provenAt, issuedAt, expiresAt };
    return {
      accessToken: ports.signer.sign(claims),
      accessTokenExpiresAt: expiresAt,
      refreshToken: refreshTokenOf(keyOf(this.context, session), sessionId, generation),
      refreshTokenExpiresAt: session.idleExpiresAt,
      user: { ...user, ownScopes: scopes },
    };
  }

  /** Rotates (security.md 3.1). The revocation after a replay is committed before the error is raised (catalogue T2). */
  async refresh(token: string): Promise<IssuedTokens> {
    const presented = parseRefreshToken(token);
    if (!presented) throw errors.UNAUTHENTICATED();
    const outcome = await this.context.change((unit) => receive(this.context, unit, presented));
    if (outcome.kind === 'superseded') throw errors.UNAVAILABLE({ retryAfterS: 1 });
    if (outcome.kind === 'throttled') throw errors.RATE_LIMITED({ retryAfterS: outcome.retryAfterS });
    if (outcome.kind === 'ended') throw sessionErrors.SESSION_ENDED({ reason: outcome.reason });
    return this.issue(outcome.session);
  }

  /** After the password was proven: new tokens, and all before them are dead, in every process (catalogue T11, C14). */
  async renew(unit: Unit, session: Session): Promise<Session> {
    const next = renewed(session, unit.now, this.context.settings.sessions);
    await saveSession(unit.sql, next);
    unit.record('session.refreshed', { ...factsOf(session), facts: { reason: 'password_proven' } });
    return next;
  }

  /** Ends one of the caller's sessions; NOT_FOUND where it is not theirs or no longer alive. */
  async end(identity: UserIdentity, id: string): Promise<void> {
    await this.context.change(async (unit) => {
      const session = isId(id) ? await findSession(unit.sql, id) : null;
      if (session?.userId !== identity.id || endedBecause(session, unit.now)) throw errors.NOT_FOUND();
      await endSession(unit, session, 'revoked');
    });
  }

  /** Ends the session of a refresh token, whoever presents it; false where it proves nothing. */
  async endByToken(token: string): Promise<boolean> {
    const presented = parseRefreshToken(token);
    if (!presented) return false;
    return this.context.change(async (unit) => {
      const session = await prove(this.context, unit.sql, presented);
      if (!session || session.endedAt) return false;
      await endSession(unit, session, 'revoked');
      return true;
    });
  }

  /** Ends every living session of a user, but for one; answers how many. */
  async endAllOf(unit: Unit, userId: string, exceptId?: string): Promise<number> {
    const ending = (await findLiving(unit.sql, userId, unit.now)).filter(({ id }) => id !== exceptId);
    for (const session of ending) await endSession(unit, session, 'revoked');
    return ending.length;
  }

  /** The caller's session, in the unit's transaction; SESSION_ENDED where it died meanwhile (catalogue T10). */
  async current(unit: Unit, identity: UserIdentity): Promise<Session> {
    const session = await findSession(unit.sql, identity.sessionId);
    const reason = session ? endedBecause(session, unit.now) : 'revoked';
    if (!session || reason) throw sessionErrors.SESSION_ENDED({ reason: reason ?? 'revoked' });
    return session;
  }

  /** The caller's living sessions, or with users:read those of another. */
  list(userId: string): Promise<SessionType[]> {
    const { identity, ports } = this.context;
    const currentId = identity.kind === 'user' ? identity.sessionId : null;
    return listSessions(ports.reader, userId, ports.clock.now(), currentId);
  }

  async #makeRoom(unit: Unit, userId: string): Promise<void> {
    const sessions = await findLiving(unit.sql, userId, unit.now);
    for (const session of sessions.slice(sessionsPerUser - 1)) await endSession(unit, session, 'revoked');
    await dropOver(unit.sql, userId, new Date(unit.now.getTime() - keptAfterEndMs));
  }
}
