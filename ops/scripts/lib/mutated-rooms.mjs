/**
 * The sources that keep people out, room by room, and the tests that judge their mutants: those beside them, and those
 * elsewhere that are about the same. Every other test signs somebody in first, and so touches nearly every mutant;
 * asking them all would take hours and find little that these do not.
 */
export const rooms = {
  auth: { mutate: ['server/src/modules/auth/**/*.ts'], judges: ['src/modules/auth/**/*.test.ts'] },
  sessions: {
    mutate: ['server/src/modules/sessions/**/*.ts'],
    judges: ['src/modules/sessions/**/*.test.ts', 'src/modules/users/roles.revocation.test.ts'],
  },
  permissions: {
    mutate: ['server/src/platform/graphql/{access,limits,shield}.ts'],
    judges: ['src/platform/graphql/**/*.test.ts', 'src/modules/users/explain*.test.ts', 'test/contract/access.test.ts'],
  },
};
