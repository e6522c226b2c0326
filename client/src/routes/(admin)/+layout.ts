import { error, redirect } from '@sveltejs/kit';
import { m } from '#lib/i18n/index.ts';
import { signInAddress } from '#lib/session/index.ts';
import { administrationScope } from '#lib/shell/index.ts';
import type { LayoutLoad } from './$types';

/** A courtesy; the server decides. Whoever may not look here learns no more than from a wrong address. */
export const load: LayoutLoad = async ({ parent, url }) => {
  const { session } = await parent();
  await session.restored;
  if (session.can(administrationScope(url.pathname))) return;
  if (session.viewer) error(404, m.error_NOT_FOUND());
  if (session.status === 'offline')
    error(503, session.resumesAt ? m.error_UNAVAILABLE_pause() : m.error_NETWORK(), { code: 'NETWORK' });
  redirect(307, signInAddress(url));
};
