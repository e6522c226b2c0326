import {
  InstanceDocument,
  MyApiTokensDocument,
  MyReplayedSessionsDocument,
  MySessionsDocument,
} from '@socle/schema/documents';
import { dataOf } from '#lib/shell/index.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  const { api } = await parent();
  const sessions = api.live(MySessionsDocument, {});
  const [instance, first] = await Promise.all([api.query(InstanceDocument, {}), sessions.reload()]);
  dataOf(first);
  return {
    sessions,
    replayed: api.live(MyReplayedSessionsDocument, {}),
    tokens: api.live(MyApiTokensDocument, {}),
    ...dataOf(instance),
  };
};
