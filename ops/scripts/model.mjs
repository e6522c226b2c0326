import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/builds.mjs';
import { inHouse, ownNode, root } from './lib/house.mjs';
import { ensureInstalled } from './lib/installed.mjs';
import { conceive } from './lib/model/concepts.mjs';
import { conceptualPages } from './lib/model/mcd.mjs';
import { logicalPages } from './lib/model/mld.mjs';
import { physicalPages } from './lib/model/mpd.mjs';
import { personalPages } from './lib/model/personal.mjs';
import { readWords } from './lib/model/words.mjs';
import { show } from './lib/run.mjs';
import { command, say } from './lib/tell.mjs';

const oldestNode = 24;

/** What `schema/model` must hold now, by path. */
async function render() {
  const { readModel } = await import('./lib/model/read-model.mjs');
  const { entities, tables, personal } = await readModel();
  const concepts = conceive(entities, readWords(entities));
  const pages = [
    ...conceptualPages(concepts),
    ...logicalPages(concepts),
    ...physicalPages(tables),
    ...personalPages(entities, personal),
  ];
  return Promise.all(
    pages.map(async ({ name, text }) => ({ path: inHouse('schema', 'model', name), text: await tidy(name, text) })),
  );
}

/** Pages are laid out like every other file of the house; drawings are as they are drawn. */
async function tidy(name, text) {
  if (!name.endsWith('.md')) return text;
  const { format, resolveConfig } = await import('prettier');
  return format(text, { ...(await resolveConfig(inHouse('schema', 'model', name))), parser: 'markdown' });
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The first line in which a page differs from what it must be, for a reader who wonders why. */
function hint({ path, text }) {
  const [is, must] = [(readText(path) ?? '').split('\n'), text.split('\n')];
  const line = must.findIndex((content, index) => content !== is[index]);
  const at = line < 0 ? must.length : line;
  return `  ${relative(root, path)}, line ${at + 1}\n    is    ${is[at] ?? '(nothing)'}\n    must  ${must[at] ?? '(nothing)'}`;
}

await command(async () => {
  const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
  await ensureInstalled();
  await ensureBuilt(['server']);
  if (Number.parseInt(process.versions.node, 10) < oldestNode)
    return show(ownNode, ['ops/scripts/model.mjs', ...process.argv.slice(2)]);
  const stale = (await render()).filter(({ path, text }) => readText(path) !== text);
  const names = stale.map(({ path }) => relative(root, path)).join(', ');
  if (values.check && stale.length > 0)
    throw new Error(`the data model has changed: ${names}. Run "npm run generate".\n${stale.map(hint).join('\n')}`);
  for (const { path, text } of stale) writeFileSync(path, text);
  say(stale.length > 0 ? `model: wrote ${names}` : 'model: up to date');
});
