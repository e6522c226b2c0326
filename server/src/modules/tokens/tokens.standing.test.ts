// Catalogue: T13, T14, Z12: what a token may do is what it and its owner may do now.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import type { TokenIdentity } from '#kernel/identity.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { acts } from '#test/threats/acts.js';
import { askBy, makeToken, programOf, type MadeToken } from '#test/threats/api-tokens.js';
import { readCommitted } from '#test/threats/device.js';
import { empower, grant } from '#test/threats/powers.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
  house.clock.stop();
});
afterAll(() => house.close());

const soon = (): Date => new Date(house.clock.now().getTime() + 60_000);
const unauthenticated = { code: 'UNAUTHENTICATED', status: 401 };

describe('a token counts no more', () => {
  it('at the instant of its expiry', async () => {
    const owner = await house.person();
    const program = programOf(house, await makeToken(owner.caller, { expiresAt: soon() }));
    house.clock.advance(59_999);
    expect(await askBy(program)).toBe('');
    house.clock.advance(1);
    expect(await program.send('{ me { id } }')).toMatchObject(unauthenticated);
  });

  it('for a scope that its owner has lost, and again where they get it back', async () => {
    const owner = await house.person();
    await grant(house, owner, ['users:read', 'audit:read']);
    const program = programOf(house, await makeToken(owner.caller, { scopes: ['users:read', 'audit:read'] }));
    expect(await askBy(program)).toBe('users:read audit:read');
    await acts.revoke(await house.person('admin'), owner, 'users:read');
    expect(await askBy(program)).toBe('audit:read');
    expect(await program.send('{ users(first: 1) { totalCount } }')).toMatchObject({ code: 'FORBIDDEN' });
    await grant(house, owner, ['users:read']);
    expect(await askBy(program)).toBe('users:read audit:read');
  });

  it('for a scope whose grant has ended, with the role, or by a change of the role', async () => {
    const keeper = await house.person('admin');
    const owner = await house.person();
    const role = await empower(house, owner, 'audit:read');
    await grant(house, owner, ['users:read'], soon());
    const program = programOf(house, await makeToken(owner.caller, { scopes: ['users:read', 'audit:read'] }));
    expect(await askBy(program)).toBe('users:read audit:read');
    house.clock.advance(60_000);
    expect(await askBy(program)).toBe('audit:read');
    await acts.updateRole(keeper, role, []);
    expect(await askBy(program)).toBe('');
  });

  it('gains nothing that its owner gains', async () => {
    const owner = await house.person();
    const program = programOf(house, await makeToken(owner.caller));
    await empower(house, owner, 'users:read');
    expect(await askBy(program)).toBe('');
  });

  it('while its owner is suspended', async () => {
    const [keeper, owner] = [await house.person('admin'), await house.person()];
    const program = programOf(house, await makeToken(owner.caller));
    await acts.suspend(keeper, owner);
    expect(await program.send('{ me { id } }')).toMatchObject({ code: 'ACCOUNT_SUSPENDED', status: 403 });
    await acts.reinstate(keeper, owner);
    expect(await askBy(program)).toBe('');
  });

  it('once its owner is deleted, and no row is left', async () => {
    const [keeper, owner] = [await house.person('admin'), await house.person()];
    const token = await makeToken(owner.caller);
    expect(await askBy(programOf(house, token))).toBe('');
    await acts.remove(keeper, owner);
    expect(await programOf(house, token).send('{ me { id } }')).toMatchObject(unauthenticated);
    expect(readCommitted(house, 'select 1 from api_token where id = ?', token.id)).toEqual([]);
  });
});

describe('a request of a program that is still running', () => {
  /** Who a program was when its request came in. */
  async function arrived(owner: Person): Promise<{ identity: TokenIdentity; token: MadeToken }> {
    const token = await makeToken(owner.caller, { scopes: ['users:write'], expiresAt: soon() });
    const scopes = new Set(['users:write']);
    return { token, identity: { kind: 'token', id: owner.id, tokenId: token.id, role: 'admin', scopes } };
  }

  const revoke = (owner: Person, { id }: MadeToken) =>
    owner.caller.send('mutation ($id: ID!) { revokeApiToken(id: $id) }', { id });

  it.each<[string, string | null, (owner: Person, token: MadeToken, keeper: Person) => unknown]>([
    ['goes on while nothing happened', null, () => undefined],
    ['stops where the token was revoked', 'UNAUTHENTICATED', revoke],
    ['stops where it has expired', 'UNAUTHENTICATED', () => house.clock.advance(60_000)],
    ['stops where its owner was demoted', 'FORBIDDEN', (owner, _, keeper) => acts.setRole(keeper, owner, 'member')],
    ['stops where its owner was suspended', 'ACCOUNT_SUSPENDED', (owner, _, keeper) => acts.suspend(keeper, owner)],
    ['stops where its owner was deleted', 'UNAUTHENTICATED', (owner, _, keeper) => acts.remove(keeper, owner)],
  ])('%s', async (_what, code, happens) => {
    const [owner, keeper, victim] = [await house.person('admin'), await house.person('admin'), await house.person()];
    const { identity, token } = await arrived(owner);
    await happens(owner, token, keeper);
    const { services } = house.app.house.open({ requestId: newId(), identity });
    const outcome = await services.admin.accounts.suspend(victim.id, 'late').then(
      () => null,
      (error: { code: string }) => error.code,
    );
    expect(outcome).toBe(code);
  });
});
