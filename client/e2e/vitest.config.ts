import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './support/sequence.ts';

/** A test played whole takes as long as it takes; only what hangs is ended. */
const patience = process.env.SOCLE_TEST_SIZE === 'long' ? 20 : 1;

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    environment: 'node',
    include: ['e2e/**/*.test.ts'],
    // A house with a browser each. They wait more than they work: three on two cores end a tenth sooner than two, four no sooner.
    maxWorkers: 3,
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000 * patience,
    hookTimeout: 60_000 * patience,
    expect: { poll: { timeout: 10_000 } },
  },
});
