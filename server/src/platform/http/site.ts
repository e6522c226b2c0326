import type { IncomingHttpHeaders } from 'node:http';

/** Where a request may come from when a browser sends it. */
export interface Sites {
  readonly own: string;
  readonly allowed: readonly string[];
}

/** True for a browser's request from a page of another site: the cookie does not count there (catalogue G8). */
export function isFromElsewhere(headers: IncomingHttpHeaders, own: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return headers.origin !== undefined && headers.origin !== own;
}

/** True where the house serves this caller at all: its own pages, programs, and the origins of CORS_ORIGINS. */
export function isWelcome(headers: IncomingHttpHeaders, { own, allowed }: Sites): boolean {
  return !isFromElsewhere(headers, own) || (headers.origin !== undefined && allowed.includes(headers.origin));
}
