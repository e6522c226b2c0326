// Catalogue: G14.
import type { AddressInfo } from 'node:net';
import { serverAudits, type AuditResult } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '#test/house.js';

/** Where the house knows better: what cannot be run is refused with 400, whichever of the two types was accepted. */
const known = [
  'warn 572B: SHOULD use 200 status code on document parsing failure when accepting application/json',
  'warn FDE2: SHOULD use 200 status code on document validation failure when accepting application/json',
  'warn 7B9B: SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
];

const findingOf = (result: AuditResult): string => `${result.status} ${result.id}: ${result.name}`;

describe.each([
  ['of a visitor, where introspection is on', 'on', false],
  ['of a member, where it is for the signed-in', 'signed-in', true],
])('the audits of GraphQL over HTTP, through the fetch %s', (_name, INTROSPECTION, signedIn) => {
  let house: TestHouse;
  let url: string;
  let proof: Record<string, string>;
  beforeAll(async () => {
    house = await openTestHouse({ INTROSPECTION });
    const { caller } = await house.person();
    proof = signedIn ? { authorization: `Bearer ${caller.accessToken}` } : {};
    await house.app.http.listen({ host: '127.0.0.1', port: 0 });
    url = `http://127.0.0.1:${(house.app.http.server.address() as AddressInfo).port}/graphql`;
  });
  afterAll(() => house.close());

  it('find no error, and no more than we know', async () => {
    const fetchFn = (address: string, init: RequestInit = {}): Promise<Response> =>
      fetch(address, { ...init, headers: { ...(init.headers as Record<string, string>), ...proof } });
    const audits = serverAudits({ url, fetchFn });
    expect(audits).toHaveLength(61);
    const results = await Promise.all(audits.map(({ fn }) => fn()));
    expect(results.filter(({ status }) => status !== 'ok').map(findingOf)).toEqual(known);
  });
});
