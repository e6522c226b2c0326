// Catalogue: T11: whoever's session was replayed hears of it, in their language, with the name of the device.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { User } from '#modules/users/index.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { mustRefresh, openDevice, refresh, sessionIdOf, type Tokens } from '#test/threats/device.js';
import { SessionTable } from './session.entity.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse({ PUBLIC_URL: 'http://accounts.example.org:4000' });
  house.clock.stop();
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => house.close());

const words = {
  EN: {
    subject: 'A device of yours was signed out',
    text: /^Hello (\S+),\n\non (\S+ \S+) \(UTC\) a key of your device "(.*?)" .*\n\n.*change your password: (\S+)\n$/,
  },
  FR: {
    subject: 'Un de vos appareils a été déconnecté',
    text: /^Bonjour (\S+),\n\nle (\S+ \S+) \(UTC\), une clé de votre appareil « (.*?) » .*\n\n.*mot de passe : (\S+)\n$/,
  },
};

/** Lets the device rotate twice and presents its first token again. */
async function replay(stolen: Tokens): Promise<void> {
  const next = await mustRefresh(house, stolen.refreshToken);
  await mustRefresh(house, next.refreshToken);
  expect((await refresh(house, stolen.refreshToken)).code).toBe('SESSION_ENDED');
}

describe('a replayed session', () => {
  it.each(['EN', 'FR'] as const)('is told to its owner in %s', async (locale) => {
    const person: Person = await house.person();
    const em = house.app.database.orm.em.fork();
    await em.nativeUpdate(User, { id: person.id }, { locale });
    const stolen = await openDevice(house, person.id);
    await em.nativeUpdate(SessionTable, { id: sessionIdOf(stolen) }, { deviceName: 'Firefox on Linux' });
    const send = vi.spyOn(house.app.house.ports.mailer, 'send');
    await replay(stolen);
    const [letter, ...others] = send.mock.calls.map(([sent]) => sent);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ to: person.email, subject: words[locale].subject });
    expect(words[locale].text.exec(letter?.text ?? '')?.slice(1)).toEqual([
      person.pseudo,
      house.clock.now().toISOString().slice(0, 16).replace('T', ' '),
      'Firefox on Linux',
      'http://accounts.example.org:4000/account/security',
    ]);
  });

  it('is what a letter is about: a session that ends otherwise is not', async () => {
    const person = await house.person();
    const send = vi.spyOn(house.app.house.ports.mailer, 'send');
    expect(await person.caller.send('mutation { logoutEverywhere }')).toMatchObject({ data: { logoutEverywhere: 1 } });
    expect(send).not.toHaveBeenCalled();
  });
});
