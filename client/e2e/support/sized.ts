import type { Language } from './words.ts';

const long = process.env.SOCLE_TEST_SIZE === 'long';

/** How much of a threat a run plays: a slice in `npm test`, all of it in `npm run test:long`. */
export const sized = (slice: number, whole: number): number => (long ? whole : slice);

/** The languages of journeys whose screens other tests read in both: one in `npm test`, both in `npm run test:long`. */
export const spoken: readonly Language[] = long ? ['en', 'fr'] : ['en'];
