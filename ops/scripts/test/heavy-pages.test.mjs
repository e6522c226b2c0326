import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { weighing } from '../lib/budget.mjs';
import { inHouse } from '../lib/house.mjs';
import { run } from '../lib/run.mjs';
import { plantHouse } from './planted-house.mjs';

const page = (leaf) => ({ layouts: [0], errors: [], leaf });
const manifest = `export const manifest = {
  nodes: [0, 1, 2, 3].map((index) => () => import(\`./nodes/\${index}.js\`)),
  routes: ${JSON.stringify([
    { id: '/(public)/sign-in', page: page(1) },
    { id: '/(admin)/admin', page: page(2) },
    { id: '/(admin)/admin/users', page: page(3) },
    { id: '/feed', page: null },
  ])},
};`;

const node = (imports) =>
  `export const imports = ${JSON.stringify(imports)}, stylesheets = ['style.css'], fonts = [{ file: 'font.woff2' }];`;

const shell = `<!doctype html><link href="/style.css" rel="stylesheet"><script src="/boot.js"></script>
<link rel="preload" as="font" href="/font.woff2"><script>import("/shared.js")</script>`;

const weights = { 'style.css': 5, 'boot.js': 1, 'font.woff2': 30, 'shared.js': 40, 'sign-in.js': 10, 'people.js': 20 };

/** A built client in miniature, and what size-limit is told of it; each file weighs so many KiB. */
function planted(changes = {}) {
  const sized = Object.entries({ ...weights, 'lazy.js': 900, ...changes });
  const nodes = [['shared.js'], ['shared.js', 'sign-in.js'], ['shared.js'], ['shared.js', 'people.js']];
  const output = 'client/.svelte-kit/output/server';
  return {
    'client/build/index.html': shell,
    ...Object.fromEntries(sized.map(([name, size]) => [`client/build/${name}`, randomBytes(size * 1024)])),
    ...Object.fromEntries(nodes.map((imports, index) => [`${output}/nodes/${index}.js`, node(imports)])),
    [`${output}/manifest-full.js`]: manifest,
    '.size-limit.mjs': `import { budgets } from ${JSON.stringify(inHouse('ops', 'scripts', 'lib', 'budget.mjs'))};
export default await budgets(new URL('client', import.meta.url).pathname);`,
  };
}

describe('the weight of the pages', () => {
  let house;
  afterEach(() => house.remove());

  /** The step of `npm test`, on the planted client. */
  async function weigh(files) {
    house = plantHouse(files);
    const { program, args, read } = weighing('--config', join(house.folder, '.size-limit.mjs'));
    const { code, output } = await run(program, args);
    return { code, output, ...read(code, output) };
  }

  it('is told, and what is fetched later does not count', async () => {
    const { code, note, failed, passed } = await weigh(planted());
    expect(note).toBe('first page 86.2 of 130.0 KiB, /admin/users after it 20.0 of 40.0 KiB');
    expect({ code, failed, passed }).toEqual({ code: 0, failed: [], passed: 2 });
  });

  it.each([
    ['what the router fetches for the first page', { 'sign-in.js': 54 }],
    ['what every page shares', { 'shared.js': 84 }],
    ['what the shell loads', { 'boot.js': 45 }],
    ['what it preloads', { 'font.woff2': 74 }],
  ])('is too much where %s grows', async (what, changes) => {
    const { code, failed } = await weigh(planted(changes));
    expect(failed).toEqual(['weight of the pages: first page 130.2 of 130.0 KiB']);
    expect(code).toBe(1);
  });

  it('is too much where the heaviest page adds more than its own share', async () => {
    const { code, failed } = await weigh(planted({ 'people.js': 41 }));
    expect(failed).toEqual(['weight of the pages: /admin/users after it 41.0 of 40.0 KiB']);
    expect(code).toBe(1);
  });

  it('counts a compressed copy in place of its file', async () => {
    const { note } = await weigh(planted({ 'shared.js': 400, 'shared.js.gz': 39 }));
    expect(note).toMatch(/^first page 85\.2 of/);
  });

  it('counts the page that was rendered at the build in place of the shell, and no style that stands in it', async () => {
    const styled = `<style>p{}</style><link href="/style.css" rel="stylesheet" disabled media="(max-width: 0)">`;
    const rendered = `<!doctype html>${styled}<template><link href="/shared.js" rel="modulepreload"></template>`;
    const { note } = await weigh({ ...planted(), 'client/build/sign-in.html': rendered + ' '.repeat(7 * 1024) });
    expect(note).toBe('first page 87.2 of 130.0 KiB, /admin/users after it 20.0 of 40.0 KiB');
  });

  it('cannot be told of a build that lacks a file', async () => {
    const { 'client/build/people.js': _, ...files } = planted();
    const { code, failed, output } = await weigh(files);
    expect(failed).toEqual(['weight of the pages']);
    expect(output).toMatch(/has no people\.js: build it again/);
    expect(code).toBe(1);
  });
});
