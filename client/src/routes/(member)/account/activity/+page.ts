import { MyActivityDocument } from '@socle/schema/documents';
import { readPlace } from '#lib/lists/index.ts';
import type { PageLoad } from './$types';

const size = 20;

export const load: PageLoad = async ({ parent, url }) => {
  const { api } = await parent();
  const place = readPlace(url.searchParams);
  const activity = api.live(MyActivityDocument, { first: size, after: place.trail.at(-1) ?? null });
  await activity.reload();
  return { place, size, activity };
};
