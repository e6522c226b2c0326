import type { GraphiQLProps } from 'graphiql';

const kept = new Map<string, string>();

/** What is typed here may hold passwords and tokens, so it stays in memory. */
export const memoryStorage: NonNullable<GraphiQLProps['storage']> = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => kept.set(key, value),
  removeItem: (key) => kept.delete(key),
  clear: () => kept.clear(),
  get length() {
    return kept.size;
  },
};
