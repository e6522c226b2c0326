import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [svelte({ configFile: false }), svelteTesting()],
  resolve: {
    // There is no router in a unit test.
    alias: { '$app/navigation': here('test/app/navigation.ts'), '$app/state': here('test/app/state.ts') },
  },
  test: {
    environment: 'jsdom',
    // A fresh document for each file as with other pools, made in a third of the time.
    pool: 'vmThreads',
    setupFiles: ['test/setup.ts'],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
  },
});
