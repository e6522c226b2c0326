import { AuditEventsDocument } from '@socle/schema/documents';
import { readView, toVariables } from '#lib/modules/audit/index.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { api } = await parent();
  const view = readView(url.searchParams);
  const events = api.live(AuditEventsDocument, toVariables(view));
  const entry =
    view.entry === null ? null : api.live(AuditEventsDocument, { first: 1, filter: { number: view.entry } });
  await Promise.all([events.reload(), entry?.reload()]);
  return { view, events, entry };
};
