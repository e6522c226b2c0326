// Catalogue: G3, G4, G5, G6, A9.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMissingKeys } from '#platform/crypto/keys.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const bombs: Record<string, string> = {
  'three thousand aliases': `{${times(3_000, (index) => `a${index}: __typename`)}}`,
  'a thousand sign-ins': `mutation {${times(1_000, (index) => `a${index}: logout`)}}`,
  'deep nesting': `{${'a{'.repeat(20_000)}`,
  'a deep list': `{ users(filter: ${'['.repeat(30_000)}`,
  'a deep type': `query ($a: ${'['.repeat(30_000)}`,
  'fragments in a circle': '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
  'fragments that double': `{ ...f0 } ${times(100, (index) => `fragment f${index} on Query { ...f${index + 1} ...f${index + 1} }`)}`,
  'introspection in a circle': `{ __schema { types { ${'fields { type { '.repeat(20)} name ${'} }'.repeat(20)} } } }`,
  'two thousand directives': `{ __typename ${times(2_000, () => '@include(if: true)')} }`,
  'three hundred repeated directives': `{ __typename ${times(160, () => '@include(if: true)')} }`,
  'fields that might merge': `{ me { ${times(400, () => 'scopes')} } x }`,
  'a long number': `{ users(first: ${'9'.repeat(50_000)}) { totalCount } }`,
  'a list of variables': `query (${times(900, (index) => `$a${index}: Int`)}) { __typename }`,
  'a text without an end': `{ user(id: "${'\\"'.repeat(5_000)}`,
};

describe('a document', () => {
  let house: TestHouse;
  let admin: Person;
  beforeAll(async () => {
    house = await openTestHouse();
    admin = await house.person('admin');
    await admin.caller.send('{ __typename }');
  });
  afterAll(() => house.close());

  it.each(Object.entries(bombs))('with %s is refused with 400, soon', async (_name, text) => {
    const start = performance.now();
    const { status, body } = await admin.caller.send(text);
    expect(status, body.slice(0, 300)).toBe(400);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(body).not.toMatch(/call stack|did you mean|INTERNAL/i);
    expect(body.length).toBeLessThan(64_000);
    expect(await admin.caller.send('{ __typename }')).toMatchObject({ status: 200 });
  });

  it.each([
    '{ usrs { totalCount } }',
    '{ me { pseud } }',
    '{ user(i: 1) { id } }',
    'query ($a: Usr) { me { id } }',
    '{ users(order: { by: PSEUD }) { totalCount } }',
    '{ me { ... on Usr { id } } }',
    'mutation { login(input: { identifie: "x" }) { auth { accessToken } } }',
  ])('with a mistake gets no suggestion: %s', async (text) => {
    const { status, body } = await house.visitor().send(text);
    expect(status).toBe(400);
    expect(body).not.toMatch(/did you mean|pseudo|users"/i);
  });

  it('of another name makes no new series in the metrics', async () => {
    await admin.caller.send('{ __typename }');
    const series = async (): Promise<number> => {
      const lines = (await house.app.metrics.registry.metrics()).split('\n');
      return lines.filter((line) => /^socle_(http|events|errors)/.test(line)).length;
    };
    const before = await series();
    for (let index = 0; index < 50; index += 1)
      await house.visitor({ 'user-agent': `agent ${index}` }).send(`query Name${index} { __typename }`);
    expect(await series()).toBe(before);
  });
});

describe('introspection', () => {
  it.each([
    ['on', 200, 200],
    ['signed-in', 400, 200],
    ['off', 400, 400],
  ])('%s answers a visitor with %i and a member with %i', async (INTROSPECTION, visitor, member) => {
    const house = await openTestHouse({ INTROSPECTION });
    const { caller } = await house.person();
    for (const text of [
      '{ __schema { queryType { name } } }',
      '{ __type(name: "User") { name } }',
      '{ a: __schema { queryType { name } } }',
      'query { ...f } fragment f on Query { __schema { queryType { name } } }',
    ]) {
      expect((await house.visitor().send(text)).status).toBe(visitor);
      expect((await caller.send(text)).status).toBe(member);
    }
    expect(await house.visitor().send('{ __typename }')).toMatchObject({ status: 200 });
    await house.close();
  });

  it('is for signed-in people in production, unless something else is said', async () => {
    const keys = mkdtempSync(join(tmpdir(), 'socle-keys-'));
    makeMissingKeys(keys, new Date());
    const production = {
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://socle.example',
      METRICS_TOKEN: 'sixteen letters.',
    };
    const house = await openTestHouse({ ...production, LIMITS_FACTOR: '1', KEYS_DIR: keys });
    const { caller } = await house.person();
    const text = '{ __schema { queryType { name } } }';
    expect(await house.visitor().send(text)).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(await caller.send(text)).toMatchObject({ status: 200 });
    await house.close();
    rmSync(keys, { recursive: true });
  });
});
