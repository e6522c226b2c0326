/** How much of a threat a run plays: a slice in `npm test`, all of it in `npm run test:long`. */
export const sized = (slice: number, whole: number): number => (process.env.SOCLE_TEST_SIZE === 'long' ? whole : slice);
