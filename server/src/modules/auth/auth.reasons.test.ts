// Catalogue: C13 (ASVS 6.2.11: the reason is given): every refusal says why, in a code and in a sentence.
import { DeleteAccountDocument, SignUpDocument } from '@socle/schema/documents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSignUp, goodPassword } from '#test/builders.js';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { isCommon } from './common-passwords.js';
import { refuse } from './password-policy.js';

const sentence = /^\p{Lu}.+ .+\.$/u;

describe('a refused password', () => {
  it.each([
    ['too_short', 'short', '15'],
    ['too_long', 'a long one '.repeat(30), '256'],
    ['common_password', 'passwordpassword', ''],
    ['contains_context', 'marguerite was here', ''],
  ])('as %s has a sentence about it, with the limit where there is one', (code, password, limit) => {
    const reason = refuse(password, { minLength: 15, words: ['marguerite'] });
    expect(reason?.code).toBe(code);
    expect(reason?.message).toMatch(sentence);
    expect(reason?.message).toContain(limit);
  });

  it('is compared with those entries of the list that are long enough to be accepted at all', () => {
    expect(isCommon('123456789', 15)).toBe(false);
    expect(isCommon('123456789', 9)).toBe(true);
    expect(isCommon('123456789', 10)).toBe(false);
  });
});

describe('a house that takes nobody in', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await openTestHouse({ REGISTRATION: 'closed' });
  });
  afterAll(() => house.close());

  it('says so, and that no scope would help', async () => {
    const { code, errors } = await house.visitor().run(SignUpDocument, { input: aSignUp() });
    expect(code).toBe('FORBIDDEN');
    expect(errors[0]?.extensions).toMatchObject({ reason: 'registration_closed', requires: [] });
    expect(errors[0]?.message).toMatch(sentence);
  });

  it('still lets people leave, who must type their own name', async () => {
    const person = await house.person();
    const leave = (confirmation: string) =>
      person.caller.run(DeleteAccountDocument, { input: { password: goodPassword, confirmation } });
    const [field] = (await leave('somebody else')).errors[0]?.extensions.fields ?? [];
    expect(field).toMatchObject({ name: 'confirmation', code: 'mismatch' });
    expect(field?.message).toMatch(sentence);
    expect((await leave(person.pseudo)).code).toBeNull();
  });
});
