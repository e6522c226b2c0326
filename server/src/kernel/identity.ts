import { errors, type AppError } from './errors.js';

/** Nobody is signed in. `broken` holds why, where a token was sent that proves nothing. */
export interface Visitor {
  readonly kind: 'visitor';
  readonly broken?: AppError;
}

/** A person, by one of their sessions. */
export interface UserIdentity {
  readonly kind: 'user';
  readonly id: string;
  readonly sessionId: string;
  /** The role's name. */
  readonly role: string;
  readonly scopes: ReadonlySet<string>;
  /** When the password was last proven in this session. */
  readonly provenAt: Date;
}

/** The house itself, acting for nobody: jobs and the command line. */
export interface ServiceIdentity {
  readonly kind: 'service';
  readonly name: string;
  readonly scopes: ReadonlySet<string>;
}

export type Identity = Visitor | UserIdentity | ServiceIdentity;

/** The visitor of a request that carried no proof at all. */
export const visitor: Visitor = Object.freeze({ kind: 'visitor' });

/** A visitor whose proof was refused, for example an expired token. */
export function brokenVisitor(reason: AppError): Visitor {
  return { kind: 'visitor', broken: reason };
}

/** True where the identity holds exactly this scope (catalogue Z11: set membership, never substrings). */
export function holds(identity: Identity, scope: string): boolean {
  return identity.kind !== 'visitor' && identity.scopes.has(scope);
}

/** The acting person's id, or null for visitors and services. */
export function actorId(identity: Identity): string | null {
  return identity.kind === 'user' ? identity.id : null;
}

/** The signed-in person; otherwise the reason why there is none. */
export function assertUser(identity: Identity): UserIdentity {
  if (identity.kind === 'user') return identity;
  throw (identity.kind === 'visitor' && identity.broken) || errors.UNAUTHENTICATED();
}
