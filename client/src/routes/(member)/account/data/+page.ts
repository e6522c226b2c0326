import { MyPersonalDataReadingsDocument } from '@socle/schema/documents';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  const { api } = await parent();
  const readings = api.live(MyPersonalDataReadingsDocument, {});
  await readings.reload();
  return { readings };
};
