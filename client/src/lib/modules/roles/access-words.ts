import { m } from '#lib/i18n/index.ts';

const words: Partial<Record<string, () => string>> = {
  'Query.accessOf': m.access_Query_accessOf,
  'Query.auditEvents': m.access_Query_auditEvents,
  'Query.explainAccess': m.access_Query_explainAccess,
  'Query.instance': m.access_Query_instance,
  'Query.me': m.access_Query_me,
  'Query.myActivity': m.access_Query_myActivity,
  'Query.myApiTokens': m.access_Query_myApiTokens,
  'Query.mySessions': m.access_Query_mySessions,
  'Query.myReplayedSessions': m.access_Query_myReplayedSessions,
  'Query.overview': m.access_Query_overview,
  'Query.roles': m.access_Query_roles,
  'Query.scopes': m.access_Query_scopes,
  'Query.user': m.access_Query_user,
  'Query.users': m.access_Query_users,
  'Query.userSessions': m.access_Query_userSessions,
  'Query.verifyAudit': m.access_Query_verifyAudit,
  'Mutation.changePassword': m.access_Mutation_changePassword,
  'Mutation.claimInstance': m.access_Mutation_claimInstance,
  'Mutation.confirmPassword': m.access_Mutation_confirmPassword,
  'Mutation.createApiToken': m.access_Mutation_createApiToken,
  'Mutation.createRole': m.access_Mutation_createRole,
  'Mutation.deleteAccount': m.access_Mutation_deleteAccount,
  'Mutation.deleteRole': m.access_Mutation_deleteRole,
  'Mutation.deleteUser': m.access_Mutation_deleteUser,
  'Mutation.grantScope': m.access_Mutation_grantScope,
  'Mutation.login': m.access_Mutation_login,
  'Mutation.logout': m.access_Mutation_logout,
  'Mutation.logoutEverywhere': m.access_Mutation_logoutEverywhere,
  'Mutation.refresh': m.access_Mutation_refresh,
  'Mutation.register': m.access_Mutation_register,
  'Mutation.reinstateUser': m.access_Mutation_reinstateUser,
  'Mutation.revokeApiToken': m.access_Mutation_revokeApiToken,
  'Mutation.revokeScope': m.access_Mutation_revokeScope,
  'Mutation.revokeSession': m.access_Mutation_revokeSession,
  'Mutation.revokeUserSessions': m.access_Mutation_revokeUserSessions,
  'Mutation.setUserRole': m.access_Mutation_setUserRole,
  'Mutation.suspendUser': m.access_Mutation_suspendUser,
  'Mutation.updateProfile': m.access_Mutation_updateProfile,
  'Mutation.updateRole': m.access_Mutation_updateRole,
};

/** What a field is for, in words; its bare name where the server is newer than this page. */
export function describeField(coordinate: string): string {
  return words[coordinate]?.() ?? coordinate.slice(coordinate.indexOf('.') + 1);
}
