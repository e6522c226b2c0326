import {
  DeleteUserDocument,
  EndUserSessionsDocument,
  ReinstateUserDocument,
  SetUserRoleDocument,
  SuspendUserDocument,
} from '@socle/schema/documents';
import type { Api } from '#lib/api/index.ts';

/** Gives a person another role. */
export function setRole(api: Api, userId: string, role: string) {
  return api.mutate(SetUserRoleDocument, { userId, role }, { touches: ['Role', 'AccessExplanation'] });
}

/** Keeps a person out, and ends what is open. */
export function suspend(api: Api, userId: string, reason: string) {
  return api.mutate(SuspendUserDocument, { userId, reason }, { touches: ['Session', 'AccessExplanation'] });
}

/** Lets a suspended person in again. */
export function reinstate(api: Api, userId: string) {
  return api.mutate(ReinstateUserDocument, { userId }, { touches: ['AccessExplanation'] });
}

/** Signs a person out of every device. */
export function endSessions(api: Api, userId: string) {
  return api.mutate(EndUserSessionsDocument, { userId }, { touches: ['Session'] });
}

/** Deletes an account for good; a list that shows it asks again by itself. */
export function deleteUser(api: Api, userId: string) {
  return api.mutate(DeleteUserDocument, { userId });
}
