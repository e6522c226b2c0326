// Catalogue: G12.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UpdateProfileDocument } from '@socle/schema/documents';
import { newId } from '#kernel/entity.js';
import { timeIsUp } from '#kernel/context.js';
import { User } from '#modules/users/index.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { digestOf } from './tables.js';

let house: TestHouse;
let person: Person;
beforeAll(async () => {
  house = await openTestHouse();
  person = await house.person();
});
afterAll(() => house.close());

/** Keeps the only writer busy, as a migration or a long import would. */
function holdTheWriter(): { release(): void; held: Promise<void> } {
  const { change } = house.app.house.open({ requestId: newId() });
  const { promise, resolve } = Promise.withResolvers<void>();
  return { release: resolve, held: change(() => promise) };
}

describe('an operation that takes too long', () => {
  it(
    'is answered with 503 after five seconds, and changes nothing when its turn comes',
    { timeout: 15_000 },
    async () => {
      const writer = holdTheWriter();
      const before = await digestOf(house);
      const started = performance.now();
      const answer = await person.caller.run(UpdateProfileDocument, { input: { bio: 'too late' } });
      expect(answer).toMatchObject({ code: 'UNAVAILABLE', status: 503 });
      expect(answer.headers['retry-after']).toBe('1');
      expect(performance.now() - started).toBeLessThan(7_000);
      writer.release();
      await writer.held;
      const { data } = await person.caller.run(UpdateProfileDocument, { input: { locale: 'EN' } });
      expect(data?.updateProfile.bio).toBeNull();
      expect(await digestOf(house)).toBe(before);
    },
  );

  it('cannot begin or finish a change once its time is up', async () => {
    const controller = new AbortController();
    const { change } = house.app.house.open({ requestId: newId(), signal: controller.signal });
    const before = await digestOf(house);
    const late = change(async (unit) => {
      (await unit.em.findOneOrFail(User, { id: person.id })).bio = 'late';
      controller.abort(timeIsUp);
    });
    await expect(late).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(change(async () => undefined)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await digestOf(house)).toBe(before);
  });

  it('is carried to its end where only the client left: what was asked for happens once', async () => {
    const controller = new AbortController();
    const { change } = house.app.house.open({ requestId: newId(), signal: controller.signal });
    controller.abort();
    await expect(change(async () => 'done')).resolves.toBe('done');
  });
});
