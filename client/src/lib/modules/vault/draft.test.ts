import { describe, expect, it } from 'vitest';
import { countryOptions } from './country-options.ts';
import { changesIn, draftOf } from './draft.ts';

const kept = {
  legalName: 'Ada King',
  birthDate: null,
  phone: '+442079460958',
  addressLine: null,
  postalCode: null,
  city: 'London',
  country: 'GB',
  taxId: null,
  updatedAt: '2026-11-20T09:00:00.000Z',
};

describe('a draft of personal data', () => {
  it('starts from what is kept, and changes nothing', () => {
    expect(draftOf(kept)).toMatchObject({ legalName: 'Ada King', birthDate: '', country: 'GB' });
    expect(changesIn(draftOf(kept), kept)).toEqual({});
    expect(changesIn({ ...draftOf(kept), city: ' London ' }, kept)).toEqual({});
  });

  it('names what differs, with null for what was cleared', () => {
    const draft = { ...draftOf(kept), phone: ' ', birthDate: '1915-12-10' };
    expect(changesIn(draft, kept)).toEqual({ phone: null, birthDate: '1915-12-10' });
  });
});

describe('the countries', () => {
  it('stand under their names, in the order of the language', () => {
    const english = countryOptions('en-GB', 'None');
    expect(english[0]).toEqual({ value: '', label: 'None' });
    expect(english).toHaveLength(250);
    expect(english.find(({ value }) => value === 'DE')?.label).toBe('Germany');
    const french = countryOptions('fr-FR', '').map(({ label }) => label);
    expect(french.indexOf('Égypte')).toBeLessThan(french.indexOf('Espagne'));
    expect(english.every(({ value, label }) => value === '' || label !== value)).toBe(true);
  });
});
