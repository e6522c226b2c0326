// Catalogue: O8.
import { describe, expect, it } from 'vitest';
import { safeNext, signInAddress } from './next.ts';

const FOREIGN = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example',
  'https:evil.example',
  'http:/evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r\nLocation: https://evil.example',
  '/account@evil.example/..//evil',
  '@evil.example',
  '/@evil.example',
  '/%2f%2fevil.example',
  '/%5cevil.example',
  '/account/..//evil.example',
  '/./\\evil',
  ' /account',
  '/account\u0000',
  '/acc\u2025ount',
  'account',
  '?next=/x',
  '#/account',
  '/unknown',
  '/accountant',
  '/sign-in',
  '/graphql',
  '/uploads',
  '',
];

describe('where sign-in leads', () => {
  it.each(FOREIGN)('does not follow %j', (wanted) => {
    expect(safeNext(wanted)).toMatch(/^\/account(\/?$)/);
  });

  it.each(['/account', '/account/security', '/admin/users?role=admin&status=ACTIVE', '/cities/12', '/'])(
    'follows %s',
    (wanted) => {
      expect(safeNext(wanted)).toBe(wanted);
    },
  );

  it('goes to the account where nothing was asked', () => {
    expect(safeNext(null)).toBe('/account');
  });

  it('comes back to the page that was left, with its filters', () => {
    expect(signInAddress(new URL('https://house.example/admin/users?q=ann'))).toBe(
      '/sign-in?next=%2Fadmin%2Fusers%3Fq%3Dann',
    );
    expect(signInAddress(new URL('https://house.example/'))).toBe('/sign-in');
  });
});
