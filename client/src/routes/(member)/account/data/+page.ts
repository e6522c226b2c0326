import { InstanceDocument, MyPersonalDataReadingsDocument } from '@socle/schema/documents';
import { dataOf } from '#lib/shell/index.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  const { api } = await parent();
  const readings = api.live(MyPersonalDataReadingsDocument, {});
  const [instance] = await Promise.all([api.query(InstanceDocument, {}), readings.reload()]);
  return { readings, ...dataOf(instance) };
};
