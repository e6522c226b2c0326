import type { Reader } from '#kernel/ports.js';
import { toDate, type RawInstant } from '#kernel/row.js';
import { allBuiltInRoles, findBuiltInRole, inOrder, type Role } from './roles.js';
import type { UserStatus } from './user.entity.js';

interface RoleRow {
  name: string;
  description: string;
  scopes: string | string[];
}

/** A grant that has not ended. */
export interface GrantView {
  readonly scope: string;
  readonly grantedAt: Date;
  readonly until: Date | null;
}

/** What a user may do, as their role and their grants have it. */
export interface UserAccess {
  readonly role: string;
  readonly status: UserStatus;
  readonly scopes: readonly string[];
  /** When the next grant ends, and the scopes must be read anew. */
  readonly until: Date | null;
}

const toRole = ({ name, description, scopes }: RoleRow): Role => ({
  name,
  description,
  scopes: inOrder(typeof scopes === 'string' ? (JSON.parse(scopes) as string[]) : scopes),
  builtIn: false,
});

/** The roles that there are: the built-in ones, then those that administrators made, by name. */
export async function listRoles(reader: Reader): Promise<readonly Role[]> {
  const rows = await reader.all<RoleRow>('select name, description, scopes from role order by name', []);
  return [...allBuiltInRoles(), ...rows.map(toRole)];
}

/** The role of that name, or null. */
export async function findRole(reader: Reader, name: string): Promise<Role | null> {
  const builtIn = findBuiltInRole(name);
  if (builtIn) return builtIn;
  const row = await reader.one<RoleRow>('select name, description, scopes from role where name = ?', [name]);
  return row ? toRole(row) : null;
}

const grantsSql = `select scope, granted_at, ends_at from scope_grant
  where user_id = ? and (ends_at is null or ends_at > ?) order by scope`;

interface GrantRow {
  scope: string;
  granted_at: RawInstant;
  ends_at: RawInstant | null;
}

/** The grants of a user that have not ended. */
export async function listGrants(reader: Reader, userId: string, now: Date): Promise<GrantView[]> {
  const rows = await reader.all<GrantRow>(grantsSql, [userId, reader.instant(now)]);
  return rows.map((row) => ({
    scope: row.scope,
    grantedAt: toDate(row.granted_at),
    until: row.ends_at === null ? null : toDate(row.ends_at),
  }));
}

function earliest(grants: readonly GrantView[]): Date | null {
  const ends = grants.flatMap(({ until }) => (until ? [until.getTime()] : []));
  return ends.length > 0 ? new Date(Math.min(...ends)) : null;
}

/** A user as far as access goes. */
interface Holder {
  readonly id: string;
  readonly role: string;
  readonly status: UserStatus;
}

/** What this user holds at this moment. A role that is gone allows nothing. */
export async function accessOf(reader: Reader, { id, role, status }: Holder, now: Date): Promise<UserAccess> {
  const [held, grants] = await Promise.all([findRole(reader, role), listGrants(reader, id, now)]);
  const scopes = inOrder([...(held?.scopes ?? []), ...grants.map(({ scope }) => scope)]);
  return { role, status, scopes, until: earliest(grants) };
}

/** The same, of the user with that id; null where there is none. */
export async function findAccess(reader: Reader, userId: string, now: Date): Promise<UserAccess | null> {
  const user = await reader.one<Holder>('select id, role, status from "user" where id = ?', [userId]);
  return user ? accessOf(reader, user, now) : null;
}

/** What a user will hold at that instant, or for good where it is null, as far as their role and grants say now. */
export async function findLasting(
  reader: Reader,
  userId: string,
  now: Date,
  until: Date | null,
): Promise<ReadonlySet<string>> {
  const user = await reader.one<{ role: string }>('select role from "user" where id = ?', [userId]);
  const [role, grants] = await Promise.all([findRole(reader, user?.role ?? ''), listGrants(reader, userId, now)]);
  const lasting = grants.filter((grant) => !grant.until || (until && until <= grant.until));
  return new Set([...(role?.scopes ?? []), ...lasting.map(({ scope }) => scope)]);
}
