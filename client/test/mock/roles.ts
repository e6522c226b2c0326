import { ADMIN_SCOPES } from './people.ts';

/** A role as the mock keeps it. */
export interface MockRole {
  name: string;
  description: string;
  scopes: string[];
  builtIn: boolean;
}

/** The roles that every house has, and one that its administrator made. */
export function someRoles(): MockRole[] {
  return [
    { name: 'admin', description: 'Everything.', scopes: ADMIN_SCOPES, builtIn: true },
    { name: 'member', description: 'Works here.', scopes: [], builtIn: true },
    { name: 'helper', description: 'Answers questions.', scopes: ['users:read'], builtIn: false },
  ];
}
