// Catalogue: P6.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesOf } from '../lib/fingerprint.mjs';
import { inHouse, ownNode, serverProgram } from '../lib/house.mjs';
import { run } from '../lib/run.mjs';

const folder = 'ops/handbook/runbooks';
const pages = [...readdirSync(inHouse(folder)).map((name) => `${folder}/${name}`), 'README.md', 'CONTRIBUTING.md'];
const texts = new Map(pages.map((page) => [page, readFileSync(inHouse(page), 'utf8')]));
const scripts = JSON.parse(readFileSync(inHouse('package.json'), 'utf8')).scripts;

const everyMatch = (pattern) =>
  [...texts].flatMap(([page, text]) => [...text.matchAll(pattern)].map((match) => [page, ...match.slice(1)]));
const distinct = (values) => [...new Set(values)].sort();

/** What the pages tell people to type: `npm run socle -- promote ada`, `docker compose run --rm --no-deps api doctor`. */
const told = distinct(
  everyMatch(/(?:npm run socle --|exec api socle|--no-deps api) ([a-z][a-z-]*)/g).map(([, command]) => command),
);
const verbs = distinct(everyMatch(/npm run ([a-z:]+)/g).map(([, verb]) => verb));
const flags = everyMatch(/npm run socle -- ([a-z-]+) (?:[^`\n]* )?(--[a-z-]+)/g);

const asked = new Map();

/** What a command says of itself, or with no command the overview; each is asked once. */
function help(...command) {
  const key = command.join(' ');
  if (!asked.has(key))
    asked.set(
      key,
      run(ownNode, [serverProgram('cli.js'), ...command, '--help']).then(({ output }) => output),
    );
  return asked.get(key);
}

describe('what the runbooks tell people to type', () => {
  it('was found', () => {
    expect(told).toEqual(expect.arrayContaining(['promote', 'doctor', 'make-keys', 'rotate-keys', 'migrate']));
    expect(verbs.length).toBeGreaterThan(5);
  });

  it('are verbs of the project', () => expect(verbs.filter((verb) => !(verb in scripts))).toEqual([]));

  it('are commands of an instance', async () => {
    const overview = await help();
    expect(told.filter((command) => !new RegExp(`^  ${command}\\b`, 'm').test(overview))).toEqual([]);
  });

  it('asks for options that the commands have', async () => {
    for (const [page, command, flag] of flags) expect(await help(command), `${command} in ${page}`).toContain(flag);
  });

  it('rotate-keys takes the kind of key that they name', async () => {
    const kinds = everyMatch(/rotate-keys ([a-z]+)/g).map(([, kind]) => kind);
    expect(kinds.length).toBeGreaterThan(0);
    expect(await help('rotate-keys')).toMatch(new RegExp(`choices: .*"${distinct(kinds).join('|')}"`));
  });
});

describe('what the runbooks say that people will read', () => {
  const sources = filesOf(['server/src'])
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(inHouse(file), 'utf8'))
    .join('\n');
  const messages = everyMatch(/^\*\*`([A-Z][^`]+\.)`\*\*/gm).map(([, message]) => message);

  it('was found', () => expect(messages.length).toBeGreaterThanOrEqual(2));

  it.each(messages)('%s', (message) => expect(sources).toContain(message));
});

describe('the links of the runbooks', () => {
  it.each(pages.filter((page) => page.startsWith(folder)))('%s', (page) => {
    const links = [...texts.get(page).matchAll(/\]\(([^):#]+)\)/g)].map(([, link]) => link);
    expect(links.filter((link) => !existsSync(inHouse(folder, link)))).toEqual([]);
  });
});
