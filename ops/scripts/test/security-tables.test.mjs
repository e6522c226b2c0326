import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesOf } from '../lib/fingerprint.mjs';
import { inHouse } from '../lib/house.mjs';
import { countOf, faultsOf, parseTables, readTables } from './handbook-tables.mjs';

const handbook = 'ops/handbook';
const chapters = { C: 20, T: 21, Z: 13, G: 14, B: 10, I: 11, V: 11, O: 13, A: 14, D: 8, S: 5, P: 6 };
const catalogue = Object.entries(chapters).flatMap(([letter, last]) =>
  Array.from({ length: last }, (_, index) => `${letter}${index + 1}`),
);
const levels = JSON.parse(readFileSync(inHouse('ops/scripts/test/asvs-5.0.json'), 'utf8'));

const threats = readTables(`${handbook}/security/threats.md`, /^[A-Z]\d+$/);
const asvsPages = readdirSync(inHouse(handbook, 'security/asvs'))
  .sort()
  .map((name) => readTables(`${handbook}/security/asvs/${name}`, /^\d+\.\d+\.\d+$/));
const asvs = asvsPages.flatMap(({ rows }) => rows);
const index = readTables(`${handbook}/security/asvs.md`, /^(\[V\d+\.|All)/);
const overview = readTables(`${handbook}/security.md`, /^(\[The catalogue|\[ASVS)/);

/** The ids that a test file claims in its first line: `// Catalogue: T1, T4.` */
function claimsOf(file) {
  const [first] = readFileSync(inHouse(file), 'utf8').split('\n', 1);
  const [, claim = ''] = /^\/\/ Catalogue: (.*)$/.exec(first) ?? [];
  return claim.match(new RegExp(`\\b[${Object.keys(chapters).join('')}]\\d+\\b`, 'g')) ?? [];
}

const testFiles = filesOf(['server/src', 'server/test', 'client/src', 'client/test', 'client/e2e', 'ops'], (path) =>
  /(^|\/)(node_modules|dist|build|generated)(\/|$)/.test(path),
).filter((path) => /\.test\.(ts|mjs)$/.test(path));
const claimed = new Map(testFiles.map((file) => [file, claimsOf(file)]));

/** The figures of a row, as they stand in its last cells. */
const figuresOf = ({ cells }) => cells.slice(1).map(Number);

describe('the check', () => {
  const here = 'ops/handbook/security/threats.md';
  const self = '\n\n[self]: ../../scripts/test/security-tables.test.mjs';
  const check = (text) => faultsOf(parseTables(here, text, /^X\d+$/));

  it('lets good rows pass', () => {
    const rows = [
      '| X1 | a | b | [self] “the check”, “lets good … pass”. Still open: much. |',
      '| X2 | a | b | Not yet: no time; comes with time |',
      '| X3 | a | b | Does not apply: no X |',
    ].join('\n');
    expect(check(rows + self)).toEqual([]);
    expect(countOf(parseTables(here, rows + self, /^X\d+$/).rows)).toEqual({
      all: 3,
      tested: 1,
      open: 1,
      noTest: 0,
      doesNotApply: 1,
      notYet: 1,
    });
  });

  it.each([
    ['a title that the test does not have', `| X1 | a | b | [self] “a title of ${'nothing'}” |${self}`],
    ['a reference without its file', '| X1 | a | b | [nobody] |'],
    ['a file that is not there', '| X1 | a | b | [self] |\n\n[self]: ../../gone.test.mjs'],
    ['a file that nothing refers to', `| X1 | a | b | Does not apply: no X |${self}`],
    ['a row without a test', '| X1 | a | b | We are careful. |'],
    ['a test that is only mentioned', `| X1 | a | b | We are careful, see [self] |${self}`],
    ['no word of what it comes with', '| X1 | a | b | Not yet: no time |'],
    ['an empty cell', '| X1 |  | b | Does not apply: no X |'],
    ['a link to nowhere', '[the others](../nowhere.md)'],
  ])('sees %s', (_, text) => expect(check(text).length).toBeGreaterThan(0));
});

describe('the catalogue', () => {
  it('has every row once, in its order', () => expect(threats.rows.map(({ id }) => id)).toEqual(catalogue));

  it('names tests that exist, with the titles that it quotes', () => expect(faultsOf(threats)).toEqual([]));

  it('is known to the tests that it names: their first line carries the id', () => {
    const held = threats.rows.filter(({ kind }) => kind === 'tested');
    const silent = held.flatMap(({ id, references }) =>
      references
        .filter(({ file }) => !claimed.get(file)?.includes(id))
        .map(({ file }) => `${file} does not carry ${id} in its first line`),
    );
    expect(silent).toEqual([]);
  });

  it('names every test whose first line carries an id', () => {
    const named = new Map(threats.rows.map(({ id, references }) => [id, references.map(({ file }) => file)]));
    const forgotten = [...claimed].flatMap(([file, ids]) =>
      ids.filter((id) => !named.get(id)?.includes(file)).map((id) => `${id} does not name ${file}`),
    );
    expect(forgotten).toEqual([]);
  });
});

describe('ASVS 5.0', () => {
  it('has 70 requirements of level 1 and 183 of level 2', () => {
    const of = (level) => Object.values(levels).filter((value) => value === level).length;
    expect([of(1), of(2)]).toEqual([70, 183]);
  });

  it('has every one once, in its order, with its level', () =>
    expect(asvs.map(({ id, cells }) => [id, Number(cells[1])])).toEqual(Object.entries(levels)));

  it.each(asvsPages.map((page) => [page.page, page]))(
    '%s names tests that exist, with the titles that it quotes',
    (_, page) => expect(faultsOf(page)).toEqual([]),
  );

  it('asks in at most 15 words', () =>
    expect(asvs.filter(({ cells }) => cells[2].split(/\s+/).length > 15).map(({ id }) => id)).toEqual([]));

  it('is counted by chapter', () => {
    const counted = asvsPages.map(({ rows }) => countOf(rows));
    const sum = countOf(asvs);
    expect(index.rows.map(figuresOf)).toEqual(
      [...counted, sum].map(({ all, tested, noTest, doesNotApply, notYet }) => [
        all,
        tested,
        noTest,
        doesNotApply,
        notYet,
      ]),
    );
    expect(faultsOf({ ...index, rows: [] })).toEqual([]);
  });
});

describe('the page about security', () => {
  it('has the figures of the tables', () => {
    const ofLevel = (level) => asvs.filter(({ id }) => levels[id] === level);
    const expected = [threats.rows, ofLevel(1), ofLevel(2)].map((rows) => Object.values(countOf(rows)));
    expect(overview.rows.map(figuresOf)).toEqual(expected);
  });

  it('leads to pages that exist', () => expect(faultsOf({ ...overview, rows: [] })).toEqual([]));

  it('has a heading for every link into it', () => {
    const headings = [...overview.text.matchAll(/^## (.+)$/gm)].map(([, title]) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );
    const wanted = asvsPages.flatMap(({ text }) =>
      [...text.matchAll(/security\.md#([\w-]+)/g)].map(([, anchor]) => anchor),
    );
    expect(wanted.filter((anchor) => !headings.includes(anchor))).toEqual([]);
  });
});
