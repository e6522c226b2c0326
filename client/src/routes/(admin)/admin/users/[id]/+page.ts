import { error } from '@sveltejs/kit';
import { PersonAccessDocument, PersonPageDocument, RolesDocument } from '@socle/schema/documents';
import { m } from '#lib/i18n/index.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params }) => {
  const { api } = await parent();
  const person = api.live(PersonPageDocument, { id: params.id });
  const answer = await person.reload();
  const missing = answer.ok ? answer.data.user === null : answer.error.code === 'NOT_FOUND';
  if (missing) error(404, m.error_NOT_FOUND());
  return { person, roles: api.live(RolesDocument, {}), access: api.live(PersonAccessDocument, { id: params.id }) };
};
