import { InstanceDocument } from '@socle/schema/documents';
import { dataOf } from '#lib/shell/index.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  const { api } = await parent();
  return dataOf(await api.query(InstanceDocument, {}));
};
