import { GraphQLError } from 'graphql';
import vocabulary from '@socle/schema/vocabulary.json' with { type: 'json' };
import type { ErrorCode } from '@socle/schema/vocabulary';
import { aJournal, type MockEvent } from './events.ts';
import { aSession, NOW, somePeople, type MockSession, type MockUser } from './people.ts';
import type { MockExport } from './exports.ts';
import { someRoles, type MockRole } from './roles.ts';
import type { MockToken } from './tokens.ts';

const ACCESS_TTL_MS = 600_000;

/** What a request carries in the mock. */
export interface MockContext {
  readonly viewer: MockUser | null;
  readonly session: MockSession | null;
}

/** That somebody saw the data of a person. */
interface MockReading {
  readonly id: string;
  readonly userId: string;
  readonly at: string;
  readonly byYou: boolean;
  readonly changed: readonly string[];
}

/** An error as the server words it. */
export function refusal(code: ErrorCode, more: Record<string, unknown> = {}): GraphQLError {
  const message = vocabulary.errors.find((error) => error.code === code)?.message ?? code;
  return new GraphQLError(message, { extensions: { code, requestId: 'req-mock', ...more } });
}

/** Everything that the mock remembers. */
export class MockState {
  users: MockUser[] = somePeople();
  roles: MockRole[] = someRoles();
  sessions: MockSession[] = this.users
    .slice(0, 9)
    .flatMap((user, index) => [0, 1].map((n) => aSession(user.id, index * 2 + n)));
  events: MockEvent[] = aJournal(this.users);
  /** Sessions that ended because a used-up token came again. */
  replayed: (MockSession & { endedAt: string })[] = [];
  tokens: MockToken[] = [];
  /** What the vault keeps, by person, and the fields that cannot be read. */
  readonly personalData = new Map<string, Partial<Record<string, string | null>>>();
  tampered: readonly string[] = [];
  /** Who saw it, newest first. */
  readonly readings: MockReading[] = [];
  /** The newest archive of each person. */
  readonly exports = new Map<string, MockExport>();
  /** What the browser's cookie points at. */
  cookie: string | null = null;
  refreshes = 0;
  now = () => NOW;
  #issued = new Map<string, { sessionId: string; expiresAt: number }>();
  #endings = new Map<string, string>();
  #proved = new Set<string>();
  #serial = 0;

  user(id: string): MockUser {
    const found = this.users.find((user) => user.id === id);
    if (!found) throw refusal('NOT_FOUND');
    return found;
  }

  /** Opens a session, as sign-in would, and leaves its cookie in the browser. */
  open(user: MockUser): MockSession {
    const session = { ...aSession(user.id, 100 + this.sessions.length), deviceName: 'Chromium on Linux' };
    this.sessions.push(session);
    this.cookie = session.id;
    return session;
  }

  end(sessionId: string, reason = 'revoked'): void {
    this.sessions = this.sessions.filter((session) => session.id !== sessionId);
    this.#endings.set(sessionId, reason);
  }

  issue(session: MockSession, fresh = false) {
    const expiresAt = this.now() + ACCESS_TTL_MS;
    const claims = { iat: this.now() / 1000, exp: expiresAt / 1000, jti: (this.#serial += 1) };
    const accessToken = `head.${btoa(JSON.stringify(claims))}.signature`;
    if (fresh) this.#proved.add(session.id);
    this.#issued.set(accessToken, { sessionId: session.id, expiresAt });
    const accessTokenExpiresAt = new Date(expiresAt).toISOString();
    return {
      accessToken,
      accessTokenExpiresAt,
      refreshToken: null,
      refreshTokenExpiresAt: session.expiresAt,
      user: this.user(session.userId),
    };
  }

  /** As if the signing keys had been replaced. */
  forgetTokens(): void {
    this.#issued.clear();
  }

  demandFresh(session: MockSession | null): void {
    if (!session || !this.#proved.has(session.id)) throw refusal('REAUTHENTICATION_REQUIRED');
  }

  /** Who sends this token; refuses it as the server would. */
  identify(token: string | null): MockContext {
    if (token === null) return { viewer: null, session: null };
    const issued = this.#issued.get(token);
    if (!issued || issued.expiresAt <= this.now()) throw refusal('UNAUTHENTICATED');
    const session = this.alive(issued.sessionId);
    return { session, viewer: this.user(session.userId) };
  }

  alive(sessionId: string): MockSession {
    const session = this.sessions.find(({ id }) => id === sessionId);
    if (!session) throw refusal('SESSION_ENDED', { reason: this.#endings.get(sessionId) ?? 'expired' });
    return session;
  }
}
