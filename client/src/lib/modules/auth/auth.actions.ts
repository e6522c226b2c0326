import {
  ChangePasswordDocument,
  ClaimInstanceDocument,
  ConfirmPasswordDocument,
  DeleteAccountDocument,
  SignInDocument,
  SignUpDocument,
  type ChangePasswordInput,
  type DeleteAccountInput,
  type LoginInput,
  type RegisterInput,
} from '@socle/schema/documents';
import type { Api } from '#lib/api/index.ts';

/** Opens a session for someone who has an account. */
export const signIn = (api: Api, input: LoginInput) => api.mutate(SignInDocument, { input });

/** Makes an account, and opens its first session where no confirmation is asked. */
export const signUp = (api: Api, input: RegisterInput) => api.mutate(SignUpDocument, { input });

/** Proves the password again; the new token is fresh. */
export const confirmPassword = (api: Api, password: string) => api.mutate(ConfirmPasswordDocument, { password });

/** Changes the password and ends every other session. */
export const changePassword = (api: Api, input: ChangePasswordInput) =>
  api.mutate(ChangePasswordDocument, { input }, { touches: ['Session'] });

/** Deletes the account for good. */
export const deleteAccount = (api: Api, input: DeleteAccountInput) => api.mutate(DeleteAccountDocument, { input });

/** Makes the person the first administrator of this instance. */
export const claimInstance = (api: Api, token: string) => api.mutate(ClaimInstanceDocument, { token });
