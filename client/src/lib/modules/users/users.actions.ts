import { UpdateProfileDocument, type UpdateProfileInput } from '@socle/schema/documents';
import type { Api } from '#lib/api/index.ts';

/** Changes what the others see, and the language of the messages. */
export const updateProfile = (api: Api, input: UpdateProfileInput) => api.mutate(UpdateProfileDocument, { input });
