import {
  CreateRoleDocument,
  DeleteRoleDocument,
  GrantScopeDocument,
  RevokeScopeDocument,
  UpdateRoleDocument,
  type CreateRoleMutationVariables,
  type GrantScopeMutationVariables,
  type RevokeScopeMutationVariables,
  type UpdateRoleMutationVariables,
} from '@socle/schema/documents';
import type { Api } from '#lib/api/index.ts';

const rights = { touches: ['AccessExplanation'] };

/** Makes a role that can be given to people. */
export const createRole = (api: Api, role: CreateRoleMutationVariables) => api.mutate(CreateRoleDocument, role, rights);

/** Changes what a role is for, and what it allows: whoever holds it feels it. */
export const updateRole = (api: Api, role: UpdateRoleMutationVariables) =>
  api.mutate(UpdateRoleDocument, role, { touches: ['User', ...rights.touches] });

/** Deletes a role that nobody holds. */
export const deleteRole = (api: Api, name: string) =>
  api.mutate(DeleteRoleDocument, { name }, { touches: ['Role', ...rights.touches] });

/** Gives a person a right beside their role, until an instant or for good. */
export const grantScope = (api: Api, grant: GrantScopeMutationVariables) =>
  api.mutate(GrantScopeDocument, grant, rights);

/** Takes such a right back. */
export const revokeScope = (api: Api, grant: RevokeScopeMutationVariables) =>
  api.mutate(RevokeScopeDocument, grant, rights);
