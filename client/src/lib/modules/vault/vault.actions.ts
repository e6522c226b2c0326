import {
  MyPersonalDataDocument,
  UpdatePersonalDataDocument,
  type UpdatePersonalDataInput,
} from '@socle/schema/documents';
import type { Api } from '#lib/api/index.ts';

/** Opens what is kept; asks for the password where it was not proved lately. */
export const readPersonalData = (api: Api) => api.query(MyPersonalDataDocument, {});

/** Changes what is named; null clears. */
export const updatePersonalData = (api: Api, input: UpdatePersonalDataInput) =>
  api.mutate(UpdatePersonalDataDocument, { input });
