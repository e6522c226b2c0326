import { InstanceDocument } from '@socle/schema/documents';
import { dataOf } from '#lib/shell/index.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  const { api, session } = await parent();
  await session.restored;
  return dataOf(await api.query(InstanceDocument, {}));
};
