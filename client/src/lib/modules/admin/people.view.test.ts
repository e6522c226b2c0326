import { describe, expect, it } from 'vitest';
import { changed, everyone, PAGE_SIZE, readView, toVariables, writeView } from './people.view.ts';

const read = (query: string) => readView(new URLSearchParams(query));

describe('the view of the people', () => {
  it('says nothing in the address where nothing was chosen', () => {
    expect(read('')).toEqual(everyone);
    expect(writeView(everyone)).toBe('');
  });

  it.each(['?q=ann%20b', '?role=admin&status=SUSPENDED', '?sort=pseudo', '?q=a&sort=-seen&from=41&after=c1&after=c2'])(
    'is the same after the address %s was read and written',
    (address) => {
      expect(readView(new URLSearchParams(writeView(read(address))))).toEqual(read(address));
    },
  );

  it.each(['?sort=password', '?sort=', '?status=DELETED', '?from=99', '?from=-4', '?sort=__proto__'])(
    'leaves out what makes no sense in %s',
    (address) => {
      expect(read(address)).toEqual(everyone);
    },
  );

  it('starts at its first page when a filter changes', () => {
    expect(changed({ ...everyone, skipped: 20, trail: ['c1'] }, { role: 'admin' })).toEqual({
      ...everyone,
      role: 'admin',
    });
  });

  it('asks the server for what it shows', () => {
    expect(toVariables(read('?q=+ann+&sort=pseudo&from=21&after=c1'))).toEqual({
      first: PAGE_SIZE,
      after: 'c1',
      filter: { search: 'ann', role: null, status: null },
      order: { by: 'PSEUDO', direction: 'ASC' },
    });
  });
});
