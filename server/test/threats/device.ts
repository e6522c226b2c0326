import { join } from 'node:path';
import Database from 'better-sqlite3';
import { newId } from '#kernel/entity.js';
import type { TestHouse } from '#test/house.js';
import type { Answer } from '#test/caller.js';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A session as its row has it. */
export interface SessionRow {
  readonly generation: number;
  readonly acknowledged: number;
  readonly min_generation: number;
  readonly rotated_at: number;
  readonly idle_expires_at: number;
  readonly expires_at: number;
  readonly ended_at: number | null;
  readonly end_reason: string | null;
}

export interface Refreshed {
  readonly refresh: Tokens & { readonly refreshTokenExpiresAt: string };
}

const refreshText = `mutation ($token: String!) {
  refresh(input: { refreshToken: $token }) { accessToken refreshToken refreshTokenExpiresAt }
}`;

/** The session's id, which both kinds of token carry. */
export const sessionIdOf = ({ refreshToken }: Tokens): string => refreshToken.split('.')[1] ?? '';

/** Opens a session without a password's cost, as a sign-in would after the proof. */
export async function openDevice(house: TestHouse, userId: string): Promise<Tokens> {
  const { change, services } = house.app.house.open({ requestId: newId() });
  const session = await change((unit) => services.sessions.open(unit, userId, 'device'));
  return services.sessions.issue(session);
}

/** Presents a refresh token in the body, as a program does. */
export function refresh(house: TestHouse, token: string): Promise<Answer<Refreshed>> {
  return house.visitor().send<Refreshed>(refreshText, { token });
}

/** Presents one that must be accepted. */
export async function mustRefresh(house: TestHouse, token: string): Promise<Tokens> {
  const { data, body } = await refresh(house, token);
  if (!data?.refresh) throw new Error(`a good refresh token was refused: ${body}`);
  return data.refresh;
}

/** What the API says to this access token: a role, or the code of the refusal. */
export async function ask(house: TestHouse, accessToken: string): Promise<string> {
  const caller = house.visitor({ authorization: `Bearer ${accessToken}` });
  const { code, data } = await caller.send<{ me: { role: string } | null }>('{ me { role } }');
  return code ?? data?.me?.role ?? 'nobody';
}

/** Reads with a connection of its own, so that only what was committed is seen. */
export function readCommitted<Row>(
  { folder }: Pick<TestHouse, 'folder'>,
  sql: string,
  ...parameters: unknown[]
): Row[] {
  const database = new Database(join(folder, 'main.db'), { readonly: true });
  try {
    return database.prepare(sql).all(...parameters) as Row[];
  } finally {
    database.close();
  }
}

/** The committed row of a session. */
export function rowOf(house: Pick<TestHouse, 'folder'>, sessionId: string): SessionRow {
  const [row] = readCommitted<SessionRow>(house, 'select * from session where id = ?', sessionId);
  if (!row) throw new Error('there is no such session');
  return row;
}

/** How often an event was recorded about a session. */
export function countEvents(house: Pick<TestHouse, 'folder'>, type: string, sessionId: string): number {
  const sql = 'select 1 from recorded_event where type = ? and subject = ?';
  return readCommitted(house, sql, type, `session:${sessionId}`).length;
}
