// Catalogue: G8, B6.
import { describe, expect, it } from 'vitest';
import { isFromElsewhere, isWelcome } from './site.js';

const own = 'https://socle.example';
const allowed = ['https://partner.example'];

describe('a request is from elsewhere', () => {
  it.each([
    [{}, false],
    [{ origin: own }, false],
    [{ origin: 'https://evil.example' }, true],
    [{ origin: 'null' }, true],
    [{ origin: `${own}.evil.example` }, true],
    [{ origin: 'http://socle.example' }, true],
    [{ origin: `${own}:8443` }, true],
    [{ origin: '' }, true],
    [{ 'sec-fetch-site': 'same-origin' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ 'sec-fetch-site': 'same-site' }, true],
    [{ 'sec-fetch-site': 'cross-site' }, true],
    [{ 'sec-fetch-site': 'same-origin, cross-site' }, true],
    [{ 'sec-fetch-site': '' }, true],
    [{ 'sec-fetch-site': 'cross-site', origin: own }, true],
  ])('%j: %s', (headers, elsewhere) => expect(isFromElsewhere(headers as never, own)).toBe(elsewhere));
});

describe('a request is welcome', () => {
  it.each([
    [{}, true],
    [{ origin: own }, true],
    [{ origin: 'https://partner.example', 'sec-fetch-site': 'cross-site' }, true],
    [{ origin: 'https://partner.example' }, true],
    [{ origin: 'https://evil.example' }, false],
    [{ origin: 'https://evil.partner.example' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
  ])('%j: %s', (headers, welcome) => expect(isWelcome(headers as never, { own, allowed })).toBe(welcome));
});
