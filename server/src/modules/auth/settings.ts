import { choice, integer } from '#kernel/settings.js';

/** Who may make an account. */
export type Registration = 'open' | 'closed';

export interface AuthSettings {
  readonly registration: Registration;
  /** In code points. */
  readonly passwordMinLength: number;
}

export const definitions = {
  REGISTRATION: choice<Registration>('open', 'Who may make an account: open or closed.', ['open', 'closed']),
  PASSWORD_MIN_LENGTH: integer(15, 'In characters; 8 at the least.', { min: 8, max: 64 }),
};

export const read = (values: { REGISTRATION: Registration; PASSWORD_MIN_LENGTH: number }): AuthSettings => ({
  registration: values.REGISTRATION,
  passwordMinLength: values.PASSWORD_MIN_LENGTH,
});
