import { choice, integer } from '#kernel/settings.js';

/** Who may make an account. */
export type Registration = 'open' | 'closed';

export interface AuthSettings {
  readonly registration: Registration;
  /** In code points. */
  readonly passwordMinLength: number;
  /** For so many days whoever deletes their account can come back; 0 is not at all. */
  readonly deletionGraceDays: number;
}

export const definitions = {
  REGISTRATION: choice<Registration>('open', 'Who may make an account: open or closed.', ['open', 'closed']),
  PASSWORD_MIN_LENGTH: integer(15, 'In characters; 8 at the least.', { min: 8, max: 64 }),
  DELETION_GRACE_DAYS: integer(
    0,
    'For so many days whoever deletes their account comes back by signing in; 0 is not at all.',
    { min: 0, max: 90 },
  ),
};

interface Values {
  readonly REGISTRATION: Registration;
  readonly PASSWORD_MIN_LENGTH: number;
  readonly DELETION_GRACE_DAYS: number;
}

export const read = (values: Values): AuthSettings => ({
  registration: values.REGISTRATION,
  passwordMinLength: values.PASSWORD_MIN_LENGTH,
  deletionGraceDays: values.DELETION_GRACE_DAYS,
});
