/** One reason why one input field was refused; `name` is the GraphQL argument or input field. */
export interface FieldIssue {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

/** What a code means: its HTTP status and the English sentence shown where no translation exists. */
export interface ErrorDefinition {
  readonly http: number;
  readonly message: string;
}

/** The public facts that travel beside the code (contract, "Errors"). */
export interface ErrorDetails {
  readonly fields?: readonly FieldIssue[];
  readonly reason?: string;
  readonly requires?: readonly string[];
  readonly retryAfterS?: number;
  readonly limit?: string;
}

/** The only error that may leave the house as itself; everything else is masked as INTERNAL. */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: string,
    readonly definition: ErrorDefinition,
    readonly details: ErrorDetails = {},
    message: string = definition.message,
  ) {
    super(message);
  }
}

type ErrorFactories<T> = { readonly [Code in keyof T]: (details?: ErrorDetails, message?: string) => AppError };

const known = new Map<string, ErrorDefinition>();

/** Declares a module's error codes and answers a factory per code. Declaring a code twice is a bug. */
export function defineErrors<const T extends Record<string, ErrorDefinition>>(definitions: T): ErrorFactories<T> {
  const factories = Object.entries(definitions).map(([code, definition]) => {
    if (known.has(code)) throw new Error(`error code ${code} is declared twice`);
    known.set(code, definition);
    return [code, (details?: ErrorDetails, message?: string) => new AppError(code, definition, details, message)];
  });
  return Object.fromEntries(factories) as ErrorFactories<T>;
}

/** Every code that was declared, for the emitted vocabulary and the HTTP status of an answer. */
export function knownErrors(): ReadonlyMap<string, ErrorDefinition> {
  return known;
}

/** The codes that belong to no module. */
export const errors = defineErrors({
  UNAUTHENTICATED: { http: 401, message: 'Sign in first.' },
  REAUTHENTICATION_REQUIRED: { http: 403, message: 'Prove your password again first.' },
  FORBIDDEN: { http: 403, message: 'You may not do this.' },
  BAD_USER_INPUT: { http: 400, message: 'Some of what was sent does not fit.' },
  NOT_FOUND: { http: 404, message: 'There is no such thing, or you may not see it.' },
  CONFLICT: { http: 409, message: 'This collides with what is already there.' },
  RATE_LIMITED: { http: 429, message: 'Too many tries. Wait a moment.' },
  OPERATION_TOO_COSTLY: { http: 400, message: 'This operation asks for too much at once.' },
  PAYLOAD_TOO_LARGE: { http: 413, message: 'This request is too large.' },
  UNAVAILABLE: { http: 503, message: 'The server is busy. Try again in a moment.' },
  INTERNAL: { http: 500, message: 'Something went wrong on our side.' },
});

/** BAD_USER_INPUT about one field. */
export function invalidField(name: string, code: string, message: string): AppError {
  return errors.BAD_USER_INPUT({ fields: [{ name, code, message }] });
}

/** CONFLICT about one field. */
export function conflictingField(name: string, code: string, message: string): AppError {
  return errors.CONFLICT({ fields: [{ name, code, message }] });
}
