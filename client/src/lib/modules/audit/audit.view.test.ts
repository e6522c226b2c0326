import { describe, expect, it } from 'vitest';
import { changed, everything, PAGE_SIZE, readView, toFilter, toVariables, writeView } from './audit.view.ts';

const read = (query: string) => readView(new URLSearchParams(query));
const id = '0199d000-0000-7000-8000-00000000000a';

describe('the view of the journal', () => {
  it('says nothing in the address where nothing was chosen', () => {
    expect(read('')).toEqual(everything);
    expect(writeView(everything)).toBe('');
  });

  it.each([
    '?q=ann',
    '?type=user.role_changed&outcome=FAILURE',
    '?since=2026-11-01&until=2026-11-21&renewals=yes',
    '?q=a&entry=17&from=41&after=c1&after=c2',
  ])('is the same after the address %s was read and written', (address) =>
    expect(writeView(read(address))).toBe(address),
  );

  it.each([
    '?outcome=MAYBE',
    '?since=yesterday',
    '?until=2026-13-41',
    '?renewals=1',
    '?entry=0',
    '?entry=-3',
    '?entry=1.5',
    '?entry=x',
    '?entry=99999999999',
    '?from=99',
  ])('leaves out what makes no sense in %s', (address) => expect(read(address)).toEqual(everything));

  it('starts at its first page, with nothing open, when a filter changes', () => {
    const view = { ...everything, entry: 4, skipped: 20, trail: ['c1'] };
    expect(changed(view, { type: 'login.failed' })).toEqual({ ...everything, type: 'login.failed' });
  });

  it.each([
    ['', {}],
    [' ann ', { person: 'ann' }],
    ['ann@example.org', { person: 'ann@example.org' }],
    [id.toUpperCase(), { personId: id }],
    [`user:${id}`, { subject: `user:${id}` }],
    ['role:readers', { subject: 'role:readers' }],
  ])('looks up %j as what it is', (search, wanted) => {
    const {
      type: _type,
      outcome: _outcome,
      from: _from,
      to: _to,
      refreshes: _refreshes,
      ...rest
    } = toFilter({
      ...everything,
      search,
    });
    expect(rest).toEqual(wanted);
  });

  it('asks for whole days of this machine, both included', () => {
    const { from, to } = toFilter({ ...everything, from: '2026-11-20', to: '2026-11-21' });
    expect(from).toBe(new Date(2026, 10, 20).toISOString());
    expect(to).toBe(new Date(new Date(2026, 10, 22).getTime() - 1).toISOString());
  });

  it('asks for renewals where they are wanted, or named', () => {
    expect(toFilter(everything).refreshes).toBe(false);
    expect(toFilter({ ...everything, refreshes: true }).refreshes).toBe(true);
    expect(toFilter({ ...everything, type: 'session.refreshed' }).refreshes).toBe(true);
  });

  it('asks the server for the page that it shows', () =>
    expect(toVariables(read('?from=21&after=c1'))).toMatchObject({ first: PAGE_SIZE, after: 'c1' }));
});
