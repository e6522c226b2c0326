import { defineConfig } from 'vitest/config';

/** The server's own imports lead to its TypeScript: its pages are held against those of nginx. */
const conditions = ['socle:source', 'node', 'import', 'default'];

// Images are built in the first hook, from nothing where the machine is new.
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { include: ['*.test.mjs'], testTimeout: 90_000, hookTimeout: 1_200_000 },
});
