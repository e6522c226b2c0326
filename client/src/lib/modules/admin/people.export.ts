import { PeopleListDocument, type PeopleTable_userFragment } from '@socle/schema/documents';
import type { Api, Result } from '#lib/api/index.ts';
import { EXPORT_PAGE, readPages, type ExportWatch } from '#lib/lists/index.ts';
import { toVariables, type PeopleView } from './people.view.ts';

type Person = PeopleTable_userFragment;

/** Everyone whom the view shows, on all its pages and in its order; rejects with the signal's reason. */
export function readEveryone(api: Api, view: PeopleView, watch: ExportWatch): Promise<Result<Person[]>> {
  const variables = { ...toVariables(view), first: EXPORT_PAGE };
  return readPages(async (after) => {
    const answer = await api.query(PeopleListDocument, { ...variables, after });
    return answer.ok ? { ok: true, data: answer.data.users } : answer;
  }, watch);
}
