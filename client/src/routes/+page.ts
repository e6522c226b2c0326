import { redirect } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  const { session } = await parent();
  await session.restored;
  redirect(307, session.status === 'visitor' ? '/sign-in' : '/account');
};
