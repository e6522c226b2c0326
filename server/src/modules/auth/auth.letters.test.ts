// Catalogue: C14: whoever's password was changed hears of it, in their language, and nobody else does.
import { ChangePasswordDocument } from '@socle/schema/documents';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { User } from '#modules/users/index.js';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse({ PUBLIC_URL: 'http://accounts.example.org:4000' });
  house.clock.stop();
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => house.close());

const words = {
  EN: {
    subject: 'Your password was changed',
    text: /^Hello (\S+),\n\nyour password was changed on (\S+ \S+) \(UTC\).*\n\n.*look at (\S+)\.\n$/,
  },
  FR: {
    subject: 'Votre mot de passe a été modifié',
    text: /^Bonjour (\S+),\n\nvotre mot de passe a été modifié le (\S+ \S+) \(UTC\).*\n\n.*consultez (\S+)\.\n$/,
  },
};

const changePassword = ({ caller }: Person, currentPassword = goodPassword) =>
  caller.run(ChangePasswordDocument, { input: { currentPassword, newPassword: 'eleven green doors on a hill' } });

describe('a changed password', () => {
  it.each(['EN', 'FR'] as const)('is told to its owner in %s', async (locale) => {
    const person = await house.person();
    await house.app.database.orm.em.fork().nativeUpdate(User, { id: person.id }, { locale });
    const send = vi.spyOn(house.app.house.ports.mailer, 'send');
    expect((await changePassword(person)).code).toBeNull();
    const [letter, ...others] = send.mock.calls.map(([sent]) => sent);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ to: person.email, subject: words[locale].subject });
    const minute = house.clock.now().toISOString().slice(0, 16).replace('T', ' ');
    expect(words[locale].text.exec(letter?.text ?? '')?.slice(1)).toEqual([
      person.pseudo,
      minute,
      'http://accounts.example.org:4000/account/security',
    ]);
  });

  it('that was refused is told to nobody', async () => {
    const person = await house.person();
    const send = vi.spyOn(house.app.house.ports.mailer, 'send');
    expect((await changePassword(person, 'nine slow rivers under the moon')).code).toBe('INVALID_CREDENTIALS');
    expect(send).not.toHaveBeenCalled();
  });
});
