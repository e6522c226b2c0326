/** A long way back would make the address too long to share. */
const TRAIL_LENGTH = 20;

/** Where in a list somebody is, as its address tells it. */
export interface Place {
  /** How many items come before this page. */
  readonly skipped: number;
  /** The cursors that led here, the last one being this page's. */
  readonly trail: readonly string[];
}

export const firstPage: Place = { skipped: 0, trail: [] };

/** Reads the place out of an address; what makes no sense there is left out. */
export function readPlace(parameters: URLSearchParams): Place {
  const trail = parameters.getAll('after');
  if (trail.length === 0) return firstPage;
  return { trail, skipped: Math.max(0, Number.parseInt(parameters.get('from') ?? '', 10) - 1 || 0) };
}

/** Writes the place into an address; the first page needs no word. */
export function writePlace(parameters: URLSearchParams, { skipped, trail }: Place): void {
  if (trail.length > 0) parameters.set('from', String(skipped + 1));
  for (const cursor of trail) parameters.append('after', cursor);
}

/** The page after this one, of `size` items. */
export function nextPage<View extends Place>(view: View, cursor: string, size: number): View {
  return { ...view, skipped: view.skipped + size, trail: [...view.trail, cursor].slice(-TRAIL_LENGTH) };
}

export function previousPage<View extends Place>(view: View, size: number): View {
  const trail = view.trail.slice(0, -1);
  return { ...view, trail, skipped: trail.length > 0 ? Math.max(0, view.skipped - size) : 0 };
}

/** A query string, with its question mark where there is anything to ask. */
export const toQuery = (parameters: URLSearchParams): string => (parameters.size > 0 ? `?${parameters}` : '');
