import { describe, expect, it } from 'vitest';
import { firstPage, nextPage, previousPage, readPlace, toQuery, writePlace, type Place } from './trail.ts';

const read = (query: string) => readPlace(new URLSearchParams(query));

function write(place: Place): string {
  const parameters = new URLSearchParams();
  writePlace(parameters, place);
  return toQuery(parameters);
}

describe('the place in a list', () => {
  it('says nothing in the address on the first page', () => {
    expect(read('')).toEqual(firstPage);
    expect(write(firstPage)).toBe('');
  });

  it('is the same after the address was read and written', () => {
    const address = '?from=41&after=c1&after=c2';
    expect(write(read(address))).toBe(address);
  });

  it.each(['?from=99', '?from=-4', '?from=x'])('leaves out what makes no sense in %s', (address) =>
    expect(read(address)).toEqual(firstPage),
  );

  it('is never before the beginning', () => expect(read('?from=-4&after=c1')).toEqual({ skipped: 0, trail: ['c1'] }));

  it('walks forward and back over the cursors', () => {
    const second = nextPage(firstPage, 'c1', 20);
    const third = nextPage(second, 'c2', 20);
    expect(third).toEqual({ skipped: 40, trail: ['c1', 'c2'] });
    expect(previousPage(third, 20)).toEqual(second);
    expect(previousPage(second, 20)).toEqual(firstPage);
  });

  it('keeps the address short on a long way', () => {
    let place = firstPage;
    for (let page = 1; page <= 40; page += 1) place = nextPage(place, `cursor-${page}`, 20);
    expect(place.trail).toHaveLength(20);
    expect(place.skipped).toBe(800);
  });
});
