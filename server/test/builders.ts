let made = 0;

export const goodPassword = 'seven quiet stones in a row';

/** What a person types to sign up; every one differs. */
export function aSignUp(
  overrides: Partial<{
    email: string;
    pseudo: string;
    password: string;
    deviceName: string;
    transport: 'COOKIE' | 'BODY';
  }> = {},
) {
  made += 1;
  return { email: `person${made}@example.org`, pseudo: `person${made}`, password: goodPassword, ...overrides };
}
