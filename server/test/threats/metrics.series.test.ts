// Catalogue: A9.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { sized } from '#test/sized.js';
import { hostileHeaders } from './hostile.js';

let house: TestHouse;
beforeAll(async () => void (house = await openTestHouse({ LOG_LEVEL: 'silent' })));
afterAll(() => house.close());

/** Every series but Node's own, whose kinds of collections and handles come up one after the other. */
const series = async (): Promise<string[]> => {
  const lines = (await house.app.metrics.registry.metrics()).split('\n');
  return lines.filter((line) => line && !/^(#|socle_nodejs_)/.test(line)).map((line) => line.replace(/ [^ ]+$/, ''));
};

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND'] as const;

/** The same kinds of requests each time, under names that nobody used before. */
async function askStrangely(index: number): Promise<void> {
  const text = `${hostileHeaders[index % hostileHeaders.length]}${index}`;
  const headers = {
    'content-type': 'application/json',
    'user-agent': text,
    host: `host-${index}.example`,
    'x-forwarded-for': `10.0.${index % 250}.1`,
  };
  const { http } = house.app;
  const method = methods[index % methods.length] ?? 'GET';
  const code = `query Name${index} { ${index % 2 === 0 ? '__typename' : `field${index}`} }`;
  await Promise.all([
    http.inject({
      method: 'POST',
      url: '/graphql',
      headers,
      payload: JSON.stringify({ query: code, operationName: `Name${index}` }),
    }),
    http.inject({
      method: 'POST',
      url: '/graphql',
      headers,
      payload: JSON.stringify({ query: code, operationName: text }),
    }),
    http.inject({ method, url: `/${encodeURIComponent(text)}`, headers }),
    http.inject({ method, url: `/graphql/${index}?${index}`, headers }),
    http.inject({ url: `/health/${index}`, headers }),
  ]);
}

it('names of operations, paths, methods, hosts and programs make no series', async () => {
  // One round of every kind of answer first: each may bring its own, once.
  for (let index = 0; index < 40; index += 1) await askStrangely(index);
  const before = await series();
  for (let index = 40; index < sized(300, 10_000); index += 1) await askStrangely(index);
  const after = await series();
  expect(after.filter((name) => !before.includes(name))).toEqual([]);
  expect(after.length).toBeLessThan(500);
  expect(after.join('\n')).not.toMatch(/Name\d|host-\d|forged|agent/);
});
