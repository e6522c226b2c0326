/** The password of everybody who is measured. */
export const password = 'a long walk to the quarry';

/** The people of a small house, by number. */
export const person = (number) => ({ pseudo: `bench-${number}`, email: `bench-${number}@example.org` });

/** The one person who lives at every peer too. */
export const founder = { ...person(0), password };

/** What every peer hashes with: the server's own parameters (server/src/platform/crypto/hasher.ts). */
export const hashParameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1, hashLength: 32 };
