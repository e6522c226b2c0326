import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serverFolder } from '#house/build-info.js';
import { pendingStatements } from '#house/commands/new-migration.js';
import { modules } from '#house/modules.js';
import { isTest, sourcesIn, type SourceFile } from './files.js';

const names = modules.map(({ name }) => name);
const needsOf = (name: string): readonly string[] => modules.find((module) => module.name === name)?.needs ?? [];
const filesOf = (name: string): SourceFile[] => sourcesIn(`src/modules/${name}`, (path) => !isTest(path));
const importsIn = (text: string): string[] =>
  [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, path]) => path ?? '');

/** The services and settings of modules that a text reaches through the context. */
function reachedIn(text: string): string[] {
  const dotted = [...text.matchAll(/\b(?:services|settings)\.(\w+)/g)].map(([, name]) => name ?? '');
  const taken = [...text.matchAll(/\{([^{}]*)\}\s*=\s*[\w.]*\b(?:services|settings)\b/g)].flatMap(([, list]) =>
    (list ?? '').split(',').map((part) => part.split(':')[0]?.trim() ?? ''),
  );
  return [...dotted, ...taken].filter((name) => names.includes(name));
}

describe('modules', () => {
  it('every folder is in the list, and nothing else', () => {
    expect(readdirSync(join(serverFolder, 'src', 'modules')).toSorted()).toEqual(names.toSorted());
  });

  it('need only what stands before them in the list, so never in a circle', () => {
    for (const [place, { name, needs = [] }] of modules.entries())
      expect(names.slice(0, place), name).toEqual(expect.arrayContaining([...needs]));
  });

  describe.each(names)('%s', (name) => {
    const others = filesOf(name).flatMap(({ path, text }) =>
      importsIn(text)
        .filter((from) => from.startsWith('#modules/'))
        .map((from) => ({ path, from })),
    );
    const reached = filesOf(name)
      .flatMap(({ text }) => reachedIn(text))
      .filter((other) => other !== name);

    it('imports only the index of modules that it needs', () => {
      const allowed = needsOf(name).map((other) => `#modules/${other}/index.js`);
      expect(others.filter(({ from }) => !allowed.includes(from))).toEqual([]);
    });

    it('reaches only services and settings of modules that it needs', () =>
      expect(reached.filter((other) => !needsOf(name).includes(other))).toEqual([]));

    it('uses what it says it needs', () => {
      const used = new Set([...others.map(({ from }) => from.split('/')[1]), ...reached]);
      expect(needsOf(name).filter((other) => !used.has(other))).toEqual([]);
    });

    it('imports nothing from platform, settings or the hallway', () => {
      const outward = filesOf(name)
        .flatMap(({ text }) => importsIn(text))
        .filter((from) => /^#(platform|house|test)\//.test(from) || from.startsWith('../'));
      expect(outward).toEqual([]);
    });
  });
});

describe('the rooms', () => {
  it.each([
    ['src/kernel', /^#(platform|modules|house|test)\//],
    ['src/platform', /^#(modules|house|test)\//],
  ])('%s knows nothing above it', (folder, forbidden) => {
    const found = sourcesIn(folder, (path) => !isTest(path)).flatMap(({ path, text }) =>
      importsIn(text)
        .filter((from) => forbidden.test(from))
        .map((from) => `${path}: ${from}`),
    );
    expect(found).toEqual([]);
  });

  it('no source imports a test or its helpers', () => {
    const found = sourcesIn('src', (path) => !isTest(path)).filter(({ text }) =>
      importsIn(text).some((from) => /^#test\/|\.test\.js$/.test(from)),
    );
    expect(found.map(({ path }) => path)).toEqual([]);
  });
});

describe('migrations', () => {
  it('on an empty database make what the entities describe', async () => expect(await pendingStatements()).toEqual([]));
});
