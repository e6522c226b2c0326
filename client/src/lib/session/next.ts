const ALLOWED = [
  '/',
  '/account',
  '/admin',
  '/claim',
  '/cities',
  '/projects',
  '/builds',
  '/releases',
  '/datasets',
  '/imports',
];
const ORIGIN = 'https://house.invalid';

/** Where to go after sign-in: one of the house's own pages, whatever the address says. */
export function safeNext(wanted: string | null, otherwise = '/account'): string {
  if (!wanted || !/^\/[\w\-./?=&%~:,+!@]*$/.test(wanted) || wanted.startsWith('//')) return otherwise;
  const url = new URL(wanted, ORIGIN);
  const known = ALLOWED.some((path) => url.pathname === path || (path !== '/' && url.pathname.startsWith(`${path}/`)));
  return url.origin === ORIGIN && known ? url.pathname + url.search : otherwise;
}

/** The sign-in page's address, with the way back to where the person was. */
export function signInAddress(from: Pick<URL, 'pathname' | 'search'>): string {
  const back = from.pathname + from.search;
  const next = safeNext(back, '/');
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
}
