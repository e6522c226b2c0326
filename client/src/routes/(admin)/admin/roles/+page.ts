import { RolesPageDocument } from '@socle/schema/documents';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  const { api } = await parent();
  const roles = api.live(RolesPageDocument, {});
  await roles.reload();
  return { roles };
};
