// Catalogue: C12, C13.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSignUp } from '#test/builders.js';
import type { Answer } from '#test/caller.js';
import { openTestHouse, type TestHouse } from '#test/house.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

const signUp = (input: object): Promise<Answer<unknown>> =>
  house.visitor().send('mutation ($input: RegisterInput!) { register(input: $input) { confirmationSent } }', { input });
const signIn = (identifier: string, password: string): Promise<Answer<unknown>> =>
  house.visitor().send('mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }', {
    input: { identifier, password },
  });

const accented = 'cœur brûlé à côté du Père-Noël';
const alphabet = 'abcdefghijklmnopqrstuvwxyz';
const long = Array.from({ length: 256 }, (_, index) => alphabet.charAt((index * index * 7 + index) % 26)).join('');

describe('a password', () => {
  it.each([
    ['composed, typed decomposed', accented.normalize('NFC'), accented.normalize('NFD')],
    ['decomposed, typed composed', accented.normalize('NFD'), accented.normalize('NFC')],
    [
      'of 200 accented letters, typed decomposed',
      'é'.repeat(99) + 'à'.repeat(101),
      ('é'.repeat(99) + 'à'.repeat(101)).normalize('NFD'),
    ],
    ['of 256 code points', long, long],
    ['of emoji', '🦊🌧️🪨🚲🧵🫖🪟🐌🧭🪁🎻🧊🥁🪴🦉🏔️', '🦊🌧️🪨🚲🧵🫖🪟🐌🧭🪁🎻🧊🥁🪴🦉🏔️'],
    ['with spaces around it', '  quiet stones between rivers  ', '  quiet stones between rivers  '],
    ['in full-width letters, typed in plain ones', 'ｑｕｉｅｔ stones between rivers', 'quiet stones between rivers'],
  ])('%s is accepted and opens the door', async (_name, chosen, typed) => {
    const input = aSignUp({ password: chosen });
    const made = await signUp(input);
    expect(made.status, made.body).toBe(200);
    const opened = await signIn(input.pseudo, typed);
    expect(opened.status, opened.body).toBe(200);
  });

  it.each([
    ['without its spaces', '  quiet stones between rivers  ', 'quiet stones between rivers'],
    ['in another case', 'Quiet stones between rivers', 'quiet stones between rivers'],
    ['cut at 72 bytes', long, long.slice(0, 72)],
    ['with another last letter', long, `${long.slice(0, 255)}#`],
  ])('is not recognised %s', async (_name, chosen, typed) => {
    const input = aSignUp({ password: chosen });
    expect(await signUp(input)).toMatchObject({ status: 200 });
    expect(await signIn(input.pseudo, typed)).toMatchObject({ status: 401, code: 'INVALID_CREDENTIALS' });
  });

  it.each([
    ['too_short', 'fourteen chars'],
    ['too_short', 'é'.normalize('NFD').repeat(14)],
    ['too_long', `${long}x`],
    ['too_long', '\ufdfa'.repeat(40)],
    ['common_password', 'passwordpassword'],
    ['common_password', 'PASSWORDPASSWORD'],
    ['common_password', 'abababababababab'],
    ['common_password', 'abcdefghijklmnopq'],
    [
      'common_password',
      '\u{1F600}\u{1F601}\u{1F602}\u{1F603}\u{1F604}\u{1F605}\u{1F606}\u{1F607}\u{1F608}\u{1F609}\u{1F60A}\u{1F60B}\u{1F60C}\u{1F60D}\u{1F60E}',
    ],
    ['contains_context', 'my socle password here'],
    ['contains_context', 'x marguerite-d x and more'],
    ['invalid_characters', 'nul\u0000nul nul nul nul nul'],
  ])('is refused as %s: %j', async (code, password) => {
    const { status, errors } = await signUp({ ...aSignUp(), pseudo: 'Marguerite-D', password });
    expect(status).toBe(400);
    expect(errors[0]?.extensions.fields).toMatchObject([{ name: 'password', code }]);
  });
});
