// Catalogue: I8.
import Papa from 'papaparse';
import type { AuditTable_eventFragment } from '@socle/schema/documents';
import { describe, expect, it } from 'vitest';
import { jsonOf } from '#lib/lists/index.ts';
import { eachInPretendedTime, pass, type Scene } from '../../../../test/scene.ts';
import { readEvents, toCsv } from './audit.export.ts';
import { everything } from './audit.view.ts';

const event = (more: Partial<AuditTable_eventFragment> = {}): AuditTable_eventFragment => ({
  id: 'e1',
  number: 7,
  type: 'user.role_changed',
  outcome: 'SUCCESS',
  at: '2026-11-21T09:00:00.000Z',
  actedBy: 'YOU',
  subject: 'user:2',
  ipAddress: null,
  requestId: 'r1',
  actor: { id: '1', pseudo: 'nova' },
  concerned: { id: '2', pseudo: 'ann' },
  details: [
    { name: 'from', value: 'member' },
    { name: 'to', value: 'admin' },
  ],
  ...more,
});

async function linesOf(...events: AuditTable_eventFragment[]): Promise<string[][]> {
  const text = await (await toCsv(events)).text();
  return Papa.parse<string[]>(text.replace('\u{feff}', ''), { newline: '\r\n', delimiter: ',' }).data.slice(0, -1);
}

describe('the file of events', () => {
  it('has a line for each, with everything that is known of it', async () => {
    const [head, line] = await linesOf(event());
    expect(head).toHaveLength(13);
    expect(line).toEqual([
      ...['7', '2026-11-21T09:00:00.000Z', 'user.role_changed', 'SUCCESS', '1', 'nova', '2', 'ann'],
      ...['user:2', '', 'from=member; to=admin', 'r1', 'e1'],
    ]);
  });

  it('leaves empty what is not known', async () => {
    const [, line] = await linesOf(event({ actor: null, concerned: null, subject: null, details: [] }));
    expect(line?.slice(4, 11)).toEqual(['', '', '', '', '', '', '']);
  });

  it.each(['=HYPERLINK("http://x.invalid")', '+1', '-1', '@SUM(1)', '\t=1', '＝1'])(
    'neutralises %j wherever it stands',
    async (hostile) => {
      const spoilt = event({
        actor: { id: '1', pseudo: hostile },
        subject: hostile,
        details: [{ name: hostile, value: hostile }],
      });
      const [, line] = await linesOf(spoilt);
      expect(line?.filter((cell) => /^\s*[=+\-@＝]|^\t/.test(cell))).toEqual([]);
      expect(line?.[5]).toBe(`'${hostile}`);
    },
  );

  it('is the same as JSON, for programs', async () => {
    expect(JSON.parse(await jsonOf([event()]).text())).toEqual([event()]);
  });
});

describe('reading the events', () => {
  let scene: Scene;
  eachInPretendedTime((fresh) => (scene = fresh));

  it('takes every page of what the list shows', async () => {
    const { api } = await scene.signedInTab();
    const watch = { signal: new AbortController().signal, onpage: () => undefined, onpause: () => undefined };
    const reading = readEvents(api, { ...everything, outcome: 'FAILURE' }, watch);
    await pass(1_000);
    const answer = await reading;
    expect(answer.ok && answer.data.map(({ number }) => number)).toEqual([45, 36, 27, 18, 9]);
  });
});
