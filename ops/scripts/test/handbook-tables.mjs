import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { inHouse } from '../lib/house.mjs';

/** How a row stands, by the first words of its last cell. */
const kinds = { 'Not yet: ': 'notYet', 'Does not apply: ': 'doesNotApply', 'No test: ': 'noTest' };

const kindOf = (status) => Object.entries(kinds).find(([words]) => status.startsWith(words))?.[1] ?? 'tested';

/** The cells of every table row of a page whose first cell looks like an id. */
function rowsOf(text, id) {
  const lines = text.split('\n').filter((line) => line.startsWith('| '));
  const cells = lines.map((line) => line.slice(2, -2).split(' | '));
  return cells.filter(([first]) => id.test(first)).map((row) => ({ id: row[0], cells: row, status: row.at(-1) }));
}

/** The files that the page's references name, from the project's root: `[name]: path`. */
function definitionsOf(page, text) {
  const matches = text.matchAll(/^\[([^\]]+)\]: (\S+)$/gm);
  return new Map([...matches].map(([, name, path]) => [name, posix.join(posix.dirname(page), path)]));
}

/** A row's references in their order, each with the titles quoted behind it. */
function referencesOf(status) {
  const parts = status.split(/(?=\[[^\]]+\](?!\())/).filter((part) => part.startsWith('['));
  return parts.map((part) => ({
    name: /^\[([^\]]+)\]/.exec(part)[1],
    titles: [...part.matchAll(/“([^”]+)”/g)].map(([, title]) => title),
  }));
}

/** One page of the handbook: its rows, the files that it refers to, and the links that lead elsewhere. */
export const readTables = (page, id) => parseTables(page, readFileSync(inHouse(page), 'utf8'), id);

/** The same of a text that would stand at that path. */
export function parseTables(page, text, id) {
  const definitions = definitionsOf(page, text);
  const rows = rowsOf(text, id).map((row) => ({
    ...row,
    kind: kindOf(row.status),
    open: row.status.includes('Still open: '),
    references: referencesOf(row.status).map(({ name, titles }) => ({ name, titles, file: definitions.get(name) })),
  }));
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, path]) => path);
  const elsewhere = links.filter((path) => !/^https?:/.test(path)).map((path) => join(dirname(page), path));
  return { page, text, rows, definitions, elsewhere };
}

/** How many rows stand how. */
export function countOf(rows) {
  const count = (test) => rows.filter(test).length;
  return {
    all: rows.length,
    tested: count(({ kind }) => kind === 'tested'),
    open: count(({ open }) => open),
    noTest: count(({ kind }) => kind === 'noTest'),
    doesNotApply: count(({ kind }) => kind === 'doesNotApply'),
    notYet: count(({ kind }) => kind === 'notYet'),
  };
}

/** Why the rows of a page do not refer to tests as they should; empty where all is well. */
export function faultsOf({ page, text, rows, definitions, elsewhere }) {
  const faults = rows.flatMap((row) => faultsOfRow(row).map((fault) => `${page}, ${row.id}: ${fault}`));
  const used = new Set([...text.matchAll(/[^\n]\[([^\]]+)\](?!\()/g)].map(([, name]) => name));
  const idle = [...definitions.keys()].filter((name) => !used.has(name));
  const lost = elsewhere.filter((path) => !existsSync(inHouse(path)));
  return [
    ...faults,
    ...idle.map((name) => `${page}: nothing uses [${name}]`),
    ...lost.map((path) => `${page}: there is no ${path}`),
  ];
}

function faultsOfRow({ kind, status, references, cells }) {
  const faults = references.flatMap(faultsOfReference);
  if (cells.some((cell) => cell.trim() === '')) faults.push('a cell is empty');
  if (kind === 'tested' && references.length === 0) faults.push('it names no test');
  if (kind === 'tested' && !status.startsWith('[')) faults.push('its test does not come first');
  if (kind === 'notYet' && !/[;:] comes with \w/.test(status)) faults.push('it does not say what it comes with');
  return faults;
}

function faultsOfReference({ name, titles, file }) {
  if (!file) return [`[${name}] leads nowhere`];
  if (!existsSync(inHouse(file))) return [`there is no ${file}`];
  const source = readFileSync(inHouse(file), 'utf8');
  const missing = titles.filter((title) => !title.split('…').every((part) => source.includes(part.trim())));
  return missing.map((title) => `${file} has no “${title}”`);
}
