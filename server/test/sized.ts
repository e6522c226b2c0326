const size = process.env['SOCLE_TEST_SIZE'];

/**
 * How much of a threat a run plays: a slice in `npm test`, all of it in `npm run test:long`, and a tenth of the slice
 * in `npm run mutation`, which plays it once for every mutant.
 */
export function sized(slice: number, whole: number): number {
  if (size === 'mutation') return Math.ceil(slice / 10);
  return size === 'long' ? whole : slice;
}
