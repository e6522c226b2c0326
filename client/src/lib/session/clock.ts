/** Waits before the n-th new try: doubling, at most half a minute, never two tabs at the same instant. */
export function backoffMs(attempt: number, random = Math.random()): number {
  const ceiling = Math.min(30_000, 1_000 * 2 ** attempt);
  return ceiling / 2 + (ceiling / 2) * random;
}

/** How long a token that has this long to live may wait for its renewal: shortly before its end, spread over the tabs. */
export function renewalDelayMs(lifetime: number, random = Math.random()): number {
  const lead = Math.min(60_000, lifetime / 4);
  return Math.max(0, lifetime - lead * (0.5 + random / 2));
}
