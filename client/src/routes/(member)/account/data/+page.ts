import { InstanceDocument, MyPersonalDataReadingsDocument, NewestDataExportDocument } from '@socle/schema/documents';
import { dataOf } from '#lib/shell/index.ts';
import type { PageLoad } from './$types';

/** What the archive is like, its section says by itself: the rest of the page does not wait for it to succeed. */
export const load: PageLoad = async ({ parent }) => {
  const { api } = await parent();
  const readings = api.live(MyPersonalDataReadingsDocument, {});
  const exports = api.live(NewestDataExportDocument, {});
  const [instance] = await Promise.all([api.query(InstanceDocument, {}), readings.reload(), exports.reload()]);
  return { readings, exports, ...dataOf(instance) };
};
