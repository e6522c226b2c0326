import { EndOtherSessionsDocument, EndSessionDocument } from '@socle/schema/documents';
import type { Api } from '#lib/api/index.ts';

const touches = ['Session'];

/** Ends one session of the person's own. */
export const endSession = (api: Api, id: string) => api.mutate(EndSessionDocument, { id }, { touches });

/** Ends every session but this one, and says how many. */
export const endOtherSessions = (api: Api) => api.mutate(EndOtherSessionsDocument, {}, { touches });
