import { OverviewDocument, PeopleListDocument, RolesDocument } from '@socle/schema/documents';
import { readView, toVariables } from '#lib/modules/admin/index.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { api } = await parent();
  const view = readView(url.searchParams);
  const people = api.live(PeopleListDocument, toVariables(view));
  const roles = api.live(RolesDocument, {});
  const overview = api.live(OverviewDocument, { days: 30 });
  await people.reload();
  return { view, people, roles, overview };
};
