import { makeRole } from './powers.js';
import type { Cast } from '#test/scenario.js';

let made = 0;

/** What an administrator types to make a role; every name differs. */
export function aRole(overrides: { name?: string; description?: string; scopes?: string[] } = {}) {
  made += 1;
  return { name: `role-${made}`, description: 'Reads.', scopes: ['users:read'], ...overrides };
}

/** Variables that name a new role of these scopes. */
export const roleOf = async ({ house }: Cast, ...scopes: string[]): Promise<{ name: string }> => ({
  name: await makeRole(house, ...scopes),
});

/** An administrator whose proof of the password is old, and how that is refused. */
export const oldProof = {
  as: 'admin',
  given: ({ house, admin }: Cast): Promise<void> => house.becomeUnfresh(admin),
  code: 'REAUTHENTICATION_REQUIRED',
  status: 403,
} as const;

/** Descriptions that do not fit, and what is said of each. */
export const badDescriptions = [
  { description: '', code: 'required' },
  { description: '   ', code: 'required' },
  { description: 'two\nlines', code: 'invalid_characters' },
  { description: 'd'.repeat(201), code: 'too_long' },
] as const;
