import type { Answer } from '#test/caller.js';
import type { Person } from '#test/house.js';

type Act<Rest extends unknown[]> = (actor: Person, ...rest: Rest) => Promise<Answer<Record<string, unknown>>>;

/** What one person does to another, or to a role. */
export const acts = {
  setRole: ({ caller }, { id }, role) =>
    caller.send('mutation ($id: ID!, $role: String!) { setUserRole(userId: $id, role: $role) { scopes } }', {
      id,
      role,
    }),
  suspend: ({ caller }, { id }) =>
    caller.send('mutation ($id: ID!) { suspendUser(userId: $id, reason: "x") { id } }', { id }),
  reinstate: ({ caller }, { id }) => caller.send('mutation ($id: ID!) { reinstateUser(userId: $id) { id } }', { id }),
  endSessions: ({ caller }, { id }) => caller.send('mutation ($id: ID!) { revokeUserSessions(userId: $id) }', { id }),
  remove: ({ caller }, { id }) => caller.send('mutation ($id: ID!) { deleteUser(userId: $id) }', { id }),
  grant: ({ caller }, { id }, scope, until = null) =>
    caller.send(
      `mutation ($id: ID!, $scope: String!, $until: DateTime) {
        grantScope(userId: $id, scope: $scope, until: $until) { scopes }
      }`,
      { id, scope, until },
    ),
  revoke: ({ caller }, { id }, scope) =>
    caller.send('mutation ($id: ID!, $scope: String!) { revokeScope(userId: $id, scope: $scope) { scopes } }', {
      id,
      scope,
    }),
  createRole: ({ caller }, name, scopes) =>
    caller.send(
      `mutation ($name: String!, $scopes: [String!]!) {
        createRole(name: $name, description: "x", scopes: $scopes) { name }
      }`,
      { name, scopes },
    ),
  updateRole: ({ caller }, name, scopes = null) =>
    caller.send(
      `mutation ($name: String!, $scopes: [String!]) {
        updateRole(name: $name, description: "changed", scopes: $scopes) { scopes }
      }`,
      { name, scopes },
    ),
  deleteRole: ({ caller }, name) => caller.send('mutation ($name: String!) { deleteRole(name: $name) }', { name }),
} satisfies {
  setRole: Act<[Person, string]>;
  suspend: Act<[Person]>;
  reinstate: Act<[Person]>;
  endSessions: Act<[Person]>;
  remove: Act<[Person]>;
  grant: Act<[Person, string, (Date | null)?]>;
  revoke: Act<[Person, string]>;
  createRole: Act<[string, readonly string[]]>;
  updateRole: Act<[string, (readonly string[] | null)?]>;
  deleteRole: Act<[string]>;
};
