import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** `socle:source` leads the house's own imports to their TypeScript. Node gets them, too: with `import`, packages that require would get modules. */
const conditions = ['socle:source', 'node'];
/** graphql refuses to exist twice: tests load the entry point that node gives to the libraries. */
const alias = [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }];

/** A test played whole takes as long as it takes; only what hangs is ended. */
const patience = process.env['SOCLE_TEST_SIZE'] === 'long' ? 20 : 1;

const tests = ['src/**/*.test.ts', 'test/**/*.test.ts'];
/** They declare words that the house does not have; the others share what a process knows, which saves a third of the time. */
const wordsOfTheirOwn = ['src/kernel/vocabulary.test.ts'];

export default defineConfig({
  resolve: { conditions, alias },
  ssr: { resolve: { conditions } },
  test: {
    setupFiles: ['./test/setup.ts'],
    testTimeout: 20_000 * patience,
    hookTimeout: 20_000 * patience,
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { extends: true, test: { name: 'server', include: tests, exclude: wordsOfTheirOwn, isolate: false } },
      { extends: true, test: { name: 'vocabulary', include: wordsOfTheirOwn } },
    ],
  },
});
