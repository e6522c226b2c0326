/** The value below which this share of the figures lies, between neighbours in proportion. */
export function quantile(figures, share) {
  const sorted = figures.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}

export const median = (figures) => quantile(figures, 0.5);

/**
 * How far the median of these figures may be off, as a share of it: half the notch of a box plot, 1.57 times the
 * distance of the quartiles over the root of the number of figures. Two runs differ by chance less than twice that.
 */
export function spread(figures) {
  if (figures.length < 2) return 0;
  const quartiles = quantile(figures, 0.75) - quantile(figures, 0.25);
  return (1.57 * quartiles) / Math.sqrt(figures.length) / median(figures);
}
