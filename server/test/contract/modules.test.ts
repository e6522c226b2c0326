import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
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

/** What a text loads when it runs; types load nothing. */
const loadedIn = (text: string): string[] =>
  [...text.matchAll(/^(?:import|export)(?! type\b)(?:[^';]*? from)? '([^']+)'/gm)].map(([, path]) => path ?? '');

/** Every source of a module that its index loads, itself included. */
function reachedFrom(path: string, sources: ReadonlyMap<string, string>, seen = new Set<string>()): Set<string> {
  const text = sources.get(path);
  if (text === undefined || seen.has(path)) return seen;
  seen.add(path);
  for (const from of loadedIn(text).filter((name) => name.startsWith('.')))
    reachedFrom(posix.join(posix.dirname(path), from.replace(/\.js$/, '.ts')), sources, seen);
  return seen;
}

describe('the vocabulary of a module', () => {
  const folders = names.map((name) => `src/modules/${name}`);
  const sources = new Map(folders.flatMap((folder) => sourcesIn(folder)).map(({ path, text }) => [path, text]));
  const withWords = folders.filter((folder) => sources.has(`${folder}/vocabulary.ts`));

  it.each(withWords)('is loaded with %s: what it declares is known', (folder) =>
    expect([...reachedFrom(`${folder}/index.ts`, sources)]).toContain(`${folder}/vocabulary.ts`),
  );

  it('was found', () => expect(withWords.length).toBeGreaterThan(2));

  it('is not loaded by naming a type of it', () => {
    const planted = new Map([
      ['m/index.ts', "import './a.js';\nimport type { Word } from './vocabulary.js';\n"],
      ['m/a.ts', "export type { Word } from './vocabulary.js';\nexport { b } from './b.js';\n"],
      ['m/b.ts', "export const b = './vocabulary.js';\n"],
      ['m/vocabulary.ts', ''],
    ]);
    expect([...reachedFrom('m/index.ts', planted)]).toEqual(['m/index.ts', 'm/a.ts', 'm/b.ts']);
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
  it.each(['main', 'vault'] as const)('on an empty database make what the entities describe: %s', async (name) =>
    expect(await pendingStatements(name)).toEqual([]),
  );
});
