/** Where the time comes from; tests bring their own. */
export interface Clock {
  now(): Date;
}

/** Password hashing (security.md 3.2): argon2id behind a bounded queue; throws UNAVAILABLE when it is full. */
export interface Hasher {
  hash(password: string): Promise<string>;
  /** Compares with `stored`; with null it spends the same work on a dummy and answers false (catalogue C1, C3). */
  verify(stored: string | null, password: string): Promise<boolean>;
  /** True where the stored hash was made with weaker parameters than today's (catalogue C20). */
  isOutdated(stored: string): boolean;
}

/** What an access token says (RFC 9068, with the session and its generation). */
export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
  readonly generation: number;
  readonly scopes: readonly string[];
  readonly provenAt: Date;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** Signs and verifies access tokens. */
export interface Signer {
  sign(claims: AccessClaims): string;
  /** The claims of a token that is ours and still valid; 'expired' or 'invalid' otherwise. */
  verify(token: string, now: Date): AccessClaims | 'expired' | 'invalid';
  /** The public keys as a JWK set (RFC 7517). */
  publicKeys(): { readonly keys: readonly object[] };
}

/** Encrypts small secrets at rest, bound to their place by `context` (catalogue V1). */
export interface Sealer {
  seal(secret: Buffer, context: string): Buffer;
  unseal(sealed: Buffer, context: string): Buffer;
}

/** Counts tries per key; both drivers (memory, Redis) share this face. */
export interface Limiter {
  /** Takes one try; answers the seconds to wait where none is left, otherwise null. */
  take(key: string, allowance: Allowance): Promise<number | null>;
}

export interface Allowance {
  readonly tries: number;
  readonly perSeconds: number;
}

/** Reads without hydration, for what every request and every list does (house.md, section 12). */
export interface Reader {
  one<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row | undefined>;
  all<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row[]>;
  /** A parameter's form for an instant in this database. */
  instant(date: Date): unknown;
  /** The SQL of the UTC day ('YYYY-MM-DD') of an instant column, in this database's dialect. */
  dayOf(column: string): string;
}

/** The structured logger (pino's face, as far as modules need it). */
export interface Logger {
  info(facts: object, message?: string): void;
  warn(facts: object, message?: string): void;
  error(facts: object, message?: string): void;
}

/** How the refresh token travels in a browser: an HttpOnly cookie that scripts never see. */
export interface RefreshCookie {
  /** The token that the browser sent; undefined where none came or the request came from another site. */
  read(): string | undefined;
  keep(token: string, expiresAt: Date): void;
  forget(): void;
}
