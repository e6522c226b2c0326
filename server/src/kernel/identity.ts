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

/** A program that holds an API token of a person: it acts in their name, within what the token and its owner may both do. */
export interface TokenIdentity {
  readonly kind: 'token';
  /** The owner's. */
  readonly id: string;
  readonly tokenId: string;
  /** The owner's. */
  readonly role: string;
  readonly scopes: ReadonlySet<string>;
}

/** The house itself, acting for nobody: jobs and the command line. */
export interface ServiceIdentity {
  readonly kind: 'service';
  readonly name: string;
  readonly scopes: ReadonlySet<string>;
}

export type Identity = Visitor | UserIdentity | TokenIdentity | ServiceIdentity;

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

/** Who acts for a person: the person, or a program with a token of theirs; null for visitors and services. */
export function actorOf(identity: Identity): UserIdentity | TokenIdentity | null {
  return identity.kind === 'user' || identity.kind === 'token' ? identity : null;
}

/** The id of the person in whose name something is done, or null for visitors and services. */
export function actorId(identity: Identity): string | null {
  return actorOf(identity)?.id ?? null;
}

/** The same, where there must be one; otherwise the reason why there is none. */
export function assertActor(identity: Identity): UserIdentity | TokenIdentity {
  return actorOf(identity) ?? assertUser(identity);
}

/** True where this person asks themselves, not by a program. */
export function isPerson(identity: Identity, id: string): boolean {
  return identity.kind === 'user' && identity.id === id;
}

/** The person who is signed in, and no program of theirs; otherwise the reason why there is none. */
export function assertUser(identity: Identity): UserIdentity {
  if (identity.kind === 'user') return identity;
  throw (identity.kind === 'visitor' && identity.broken) || errors.UNAUTHENTICATED();
}
