import { MyApiTokensDocument, RevokeApiTokenDocument } from '@socle/schema/documents';
import { expect } from 'vitest';
import { newId } from '#kernel/entity.js';
import { scenario, scenarios } from '#test/scenario.js';
import { makeToken } from '#test/threats/api-tokens.js';

scenarios('myApiTokens', [
  scenario({
    name: 'shows one’s own, newest first, and never a secret',
    as: 'member',
    operation: MyApiTokensDocument,
    variables: {},
    given: async ({ house, member, other }) => {
      await makeToken(other.caller, { name: 'of another' });
      await makeToken(member.caller, { name: 'first' });
      house.clock.advance(1_000);
      await makeToken(member.caller, { name: 'second' });
    },
    expect: ({ data, body }) => {
      expect(data?.tokens.map(({ name }) => name)).toEqual(['second', 'first']);
      expect(body).not.toMatch(/socle_pat_[\w-]{5}/);
    },
    events: [],
  }),
  scenario({
    name: 'shows what has expired for 30 days',
    as: 'member',
    operation: MyApiTokensDocument,
    variables: {},
    given: async ({ house, member }) => {
      const inMs = (ms: number): Date => new Date(house.clock.now().getTime() + ms);
      await makeToken(member.caller, { name: 'gone', expiresAt: inMs(60_000) });
      await makeToken(member.caller, { name: 'over', expiresAt: inMs(120_000) });
      house.clock.advance(30 * 86_400_000 + 60_000);
      member.caller.accessToken = (await house.signIn(member)).accessToken;
    },
    expect: ({ data }) => expect(data?.tokens.map(({ name }) => name)).toEqual(['over']),
    events: [],
  }),
  scenario({
    name: 'is not for visitors',
    as: 'visitor',
    operation: MyApiTokensDocument,
    variables: {},
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
]);

scenarios('revokeApiToken', [
  scenario({
    name: 'ends one of one’s own, also where the proof is old',
    as: 'member',
    operation: RevokeApiTokenDocument,
    variables: async ({ house, member }) => {
      const { id } = await makeToken(member.caller);
      await house.becomeUnfresh(member);
      return { id };
    },
    expect: async ({ data }, { member }) => {
      expect(data?.revokeApiToken).toBe(true);
      expect((await member.caller.run(MyApiTokensDocument, {})).data?.tokens).toEqual([]);
    },
    events: ['api_token.revoked'],
  }),
  ...[
    { name: 'nobody’s', variables: { id: newId() } },
    { name: 'no id', variables: { id: "' or 1=1 --" } },
  ].map(({ name, variables }) =>
    scenario({
      name: `does not find ${name}`,
      as: 'member',
      operation: RevokeApiTokenDocument,
      variables,
      code: 'NOT_FOUND',
      status: 404,
      events: [],
    }),
  ),
  scenario({
    name: 'does not find another person’s, not even for administrators',
    as: 'admin',
    operation: RevokeApiTokenDocument,
    variables: async ({ other }) => ({ id: (await makeToken(other.caller)).id }),
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  scenario({
    name: 'does not find one that was revoked',
    as: 'member',
    operation: RevokeApiTokenDocument,
    variables: async ({ member }) => {
      const { id } = await makeToken(member.caller);
      await member.caller.run(RevokeApiTokenDocument, { id });
      return { id };
    },
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  scenario({
    name: 'is not for visitors',
    as: 'visitor',
    operation: RevokeApiTokenDocument,
    variables: { id: newId() },
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
]);
