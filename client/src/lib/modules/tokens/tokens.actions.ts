import { CreateApiTokenDocument, RevokeApiTokenDocument, type CreateApiTokenInput } from '@socle/schema/documents';
import type { Api } from '#lib/api/index.ts';

/** Makes a token; its secret is in the answer and nowhere else. */
export const createToken = (api: Api, input: CreateApiTokenInput) => api.mutate(CreateApiTokenDocument, { input });

/** Ends a token for good. */
export const revokeToken = (api: Api, id: string) =>
  api.mutate(RevokeApiTokenDocument, { id }, { touches: ['ApiToken'] });
