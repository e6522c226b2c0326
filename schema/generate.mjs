import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from '@graphql-codegen/cli';
import config from './codegen.mjs';
import { renderVocabulary } from './vocabulary.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** What `generated/` must hold now: typed documents, and the vocabulary as unions. */
async function render() {
  const documents = await generate(config, false);
  const vocabulary = JSON.parse(await readFile(here('./vocabulary.json'), 'utf8'));
  return [
    ...documents.map(({ filename, content }) => ({ path: filename, content })),
    { path: here('./generated/vocabulary.ts'), content: renderVocabulary(vocabulary) },
  ];
}

async function isCurrent({ path, content }) {
  return (await readFile(path, 'utf8').catch(() => undefined)) === content;
}

async function write({ path, content }) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

const stale = [];
for (const file of await render()) if (!(await isCurrent(file))) stale.push(file);
const names = stale.map((file) => relative(here('.'), file.path)).join(', ');

if (process.argv.includes('--check')) {
  if (stale.length > 0) console.error(`schema: not up to date: ${names}. Run "npm run generate".`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  await Promise.all(stale.map(write));
  console.log(stale.length > 0 ? `schema: wrote ${names}` : 'schema: up to date');
}
