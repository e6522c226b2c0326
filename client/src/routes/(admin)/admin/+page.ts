import { OverviewDocument } from '@socle/schema/documents';
import type { PageLoad } from './$types';

/** How far back the charts may look. */
const PERIODS = [7, 30, 90] as const;

export const load: PageLoad = async ({ parent, url }) => {
  const { api } = await parent();
  const days = PERIODS.find((period) => String(period) === url.searchParams.get('days')) ?? 30;
  const overview = api.live(OverviewDocument, { days });
  await overview.reload();
  return { overview, days, periods: PERIODS };
};
