// Catalogue: T13: whoever has a new token hears of it, in their language: it would outlive a new password.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { User } from '#modules/users/index.js';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { makeToken } from '#test/threats/api-tokens.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse({ PUBLIC_URL: 'http://accounts.example.org:4000' });
  house.clock.stop();
});
afterAll(() => house.close());

const words = {
  EN: { subject: 'An API token was made', text: /^Hello (\S+),\n\non (\S+ \S+) \(UTC\) .*\n\n.*password: (\S+)\n$/ },
  FR: {
    subject: 'Un jeton d’API a été créé',
    text: /^Bonjour (\S+),\n\nle (\S+ \S+) \(UTC\), .*\n\n.*mot de passe : (\S+)\n$/,
  },
};

it.each(['EN', 'FR'] as const)('a new token is told to its owner in %s, once, without its secret', async (locale) => {
  const owner = await house.person();
  await house.app.database.orm.em.fork().nativeUpdate(User, { id: owner.id }, { locale });
  const send = vi.spyOn(house.app.house.ports.mailer, 'send');
  const { id, secret } = await makeToken(owner.caller);
  await owner.caller.send('mutation ($id: ID!) { revokeApiToken(id: $id) }', { id });
  const [letter, ...others] = send.mock.calls.map(([sent]) => sent);
  vi.restoreAllMocks();
  expect(others).toEqual([]);
  expect(letter).toMatchObject({ to: owner.email, subject: words[locale].subject });
  expect(words[locale].text.exec(letter?.text ?? '')?.slice(1)).toEqual([
    owner.pseudo,
    house.clock.now().toISOString().slice(0, 16).replace('T', ' '),
    'http://accounts.example.org:4000/account/security',
  ]);
  expect(letter?.text).not.toContain(secret.slice(0, 14));
});
