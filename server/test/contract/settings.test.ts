import { describe, expect, it } from 'vitest';
import { allDefinitions } from '#house/settings.js';
import { isTest, readProjectFile, sourcesIn } from './files.js';

/** `.env.example` as the definitions have it: per setting its help and its default, both as comments. */
function exampleOf(definitions: ReturnType<typeof allDefinitions>): string {
  const entries = Object.entries(definitions).map(([name, { help, shown }]) => `# ${help}\n# ${name}=${shown}\n`);
  const head = '# Every setting, with its default. A secret may instead come from a file: NAME_FILE=path.\n';
  return [head, ...entries].join('\n');
}

describe('settings', () => {
  it('and .env.example agree, both ways, in names, words and defaults', () => {
    expect(readProjectFile('.env.example')).toBe(exampleOf(allDefinitions()));
  });

  it.each(Object.entries(allDefinitions()))(
    '%s has words and a default that it would accept',
    (_name, { help, shown, fallback, parse }) => {
      expect(help).toMatch(/^[A-Z].*\.$|^[a-z].*\.$/);
      if (shown === '' || fallback === null) return;
      expect(parse(shown)).toEqual(fallback);
    },
  );

  it('are the only way to the environment', () => {
    const readers = sourcesIn('src', (path) => !isTest(path))
      .filter(({ text }) => /process\.env\b/.test(text))
      .map(({ path }) => path);
    expect(readers.filter((path) => !/^src\/(settings|main)\.ts$|^src\/commands\//.test(path))).toEqual([]);
  });
});
