import { RequestDataExportDocument } from '@socle/schema/documents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse({ LIMITS_FACTOR: '1' });
});
afterAll(() => house.close());

const ask = async ({ caller }: Person) => {
  const { data, errors } = await caller.run(RequestDataExportDocument, {});
  return data?.requestDataExport.id ?? errors[0]?.extensions;
};

describe('archives of one person', () => {
  it('are made one at a time, however often and at once they are asked for', async () => {
    const person = await house.person();
    const ids = await Promise.all(Array.from({ length: 4 }, () => ask(person)));
    expect(new Set(ids).size).toBe(1);
    expect(await house.eventsOf(() => house.app.background.finish())).toEqual(['vault.read', 'data.exported']);
  });

  it('are five in a day; others have their own', async () => {
    const [person, other] = [await house.person(), await house.person()];
    const askAndWait = async (): Promise<unknown> => {
      const answer = await ask(person);
      await house.app.background.finish();
      return answer;
    };
    for (let made = 0; made < 5; made += 1) expect(await askAndWait()).toEqual(expect.any(String));
    expect(await askAndWait()).toMatchObject({ code: 'RATE_LIMITED', retryAfterS: expect.any(Number) as number });
    expect(await ask(other)).toEqual(expect.any(String));
  });
});
