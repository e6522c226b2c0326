// Catalogue: Z3; promise M12: nobody gives, bundles or takes what they do not hold, nor holds it for longer.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { acts } from '#test/threats/acts.js';
import { empower, grant, makeRole } from '#test/threats/powers.js';
import { digestOf } from '#test/threats/tables.js';

const deputyScopes = ['users:read', 'users:write', 'roles:write', 'audit:read'];
const hour = 3_600_000;

let house: TestHouse;
/** Holds everything but users:delete. */
let deputy: Person;
let deputyRole: string;
let admin: Person;
let member: Person;
beforeAll(async () => {
  house = await openTestHouse();
});
beforeEach(async () => {
  [deputy, admin, member] = await Promise.all([house.person(), house.person('admin'), house.person()]);
  deputyRole = await empower(house, deputy, ...deputyScopes);
});
afterAll(() => house.close());

const inHours = (hours: number): Date => new Date(house.clock.now().getTime() + hours * hour);

/** The scopes that a refusal names, once nothing was changed by it. */
async function namedBy(act: () => Promise<Answer<unknown>>): Promise<readonly string[]> {
  const before = await digestOf(house);
  const answer = await act();
  expect(answer, answer.body).toMatchObject({ code: 'FORBIDDEN', status: 403 });
  expect(await digestOf(house)).toBe(before);
  return answer.errors[0]?.extensions.requires ?? [];
}

const works = { code: null, status: 200 };

describe('a deputy, who holds users:write and roles:write', () => {
  it.each<[string, () => Promise<Answer<unknown>>]>([
    ['makes nobody administrator', () => acts.setRole(deputy, member, 'admin')],
    ['does not become administrator', () => acts.setRole(deputy, deputy, 'admin')],
    ['demotes no administrator', () => acts.setRole(deputy, admin, 'member')],
    ['suspends no administrator', () => acts.suspend(deputy, admin)],
    ['ends no session of an administrator', () => acts.endSessions(deputy, admin)],
    ['deletes nobody', () => acts.remove(deputy, member)],
    ['grants nobody what they lack', () => acts.grant(deputy, member, 'users:delete')],
    ['grants themselves no more', () => acts.grant(deputy, deputy, 'users:delete', inHours(1))],
    ['takes nothing that they lack', () => acts.revoke(deputy, member, 'users:delete')],
    ['takes nothing from an administrator', () => acts.revoke(deputy, admin, 'users:write')],
    ['bundles nothing that they lack', () => acts.createRole(deputy, 'climber', ['users:read', 'users:delete'])],
    ['adds nothing to their own role', () => acts.updateRole(deputy, deputyRole, [...deputyScopes, 'users:delete'])],
  ])('%s', async (_name, act) => expect(await namedBy(act)).toEqual(['users:delete']));

  it('reinstates no administrator', async () => {
    await acts.suspend(await house.person('admin'), admin);
    expect(await namedBy(() => acts.reinstate(deputy, admin))).toEqual(['users:delete']);
  });

  it('touches no role that holds more, and gives none', async () => {
    const role = await makeRole(house, 'users:read', 'users:delete');
    for (const act of [
      () => acts.updateRole(deputy, role),
      () => acts.updateRole(deputy, role, []),
      () => acts.deleteRole(deputy, role),
      () => acts.setRole(deputy, member, role),
    ])
      expect(await namedBy(act)).toEqual(['users:delete']);
  });

  it('does nothing to somebody who holds more by a grant, until that ends', async () => {
    await grant(house, member, ['users:delete'], inHours(1 / 60));
    expect(await namedBy(() => acts.suspend(deputy, member))).toEqual(['users:delete']);
    expect(await namedBy(() => acts.setRole(deputy, member, deputyRole))).toEqual(['users:delete']);
    house.clock.advance(61_000);
    expect(await acts.suspend(deputy, member)).toMatchObject(works);
  });

  it('takes no grant from somebody who holds more, nor lets it end sooner; longer is no loss', async () => {
    await grant(house, admin, ['users:write'], inHours(2));
    expect(await namedBy(() => acts.revoke(deputy, admin, 'users:write'))).toEqual(['users:delete']);
    expect(await namedBy(() => acts.grant(deputy, admin, 'users:write', inHours(1)))).toEqual(['users:delete']);
    expect(await acts.grant(deputy, admin, 'users:write', inHours(3))).toMatchObject(works);
    expect(await acts.grant(deputy, admin, 'users:write')).toMatchObject(works);
    expect(await namedBy(() => acts.grant(deputy, admin, 'users:write', inHours(3)))).toEqual(['users:delete']);
  });

  it('does to others, and gives, what they hold themselves', async () => {
    const name = `${deputyRole}-copy`;
    expect(await acts.createRole(deputy, name, deputyScopes)).toMatchObject(works);
    expect(await acts.setRole(deputy, member, name)).toMatchObject(works);
    expect(await acts.updateRole(deputy, name, ['users:read'])).toMatchObject(works);
    expect(await acts.grant(deputy, member, 'users:write')).toMatchObject(works);
    expect(await acts.revoke(deputy, member, 'users:write')).toMatchObject(works);
    expect(await acts.suspend(deputy, member)).toMatchObject(works);
    expect(await acts.reinstate(deputy, member)).toMatchObject(works);
    expect(await acts.setRole(deputy, member, 'member')).toMatchObject(works);
    expect(await acts.deleteRole(deputy, name)).toMatchObject(works);
  });
});

describe('a refusal', () => {
  it('names every scope that is missing', async () => {
    const clerk = await house.person();
    await empower(house, clerk, 'users:write');
    expect(await namedBy(() => acts.setRole(clerk, member, 'admin'))).toEqual([
      'users:read',
      'users:delete',
      'roles:write',
      'audit:read',
    ]);
    expect(await namedBy(() => acts.suspend(clerk, deputy))).toEqual(['users:read', 'roles:write', 'audit:read']);
  });
});

describe('somebody who holds a power until an instant', () => {
  let visiting: Person;
  beforeEach(async () => {
    visiting = await house.person();
    await grant(house, visiting, ['users:write', 'roles:write', 'users:delete'], inHours(1));
  });

  it('cannot hold it for longer by giving it to themselves, nor give it to others for longer', async () => {
    for (const person of [visiting, member])
      for (const until of [null, inHours(2)])
        expect(await namedBy(() => acts.grant(visiting, person, 'users:write', until))).toEqual(['users:write']);
  });

  it('gives it for as long as they hold it', async () =>
    expect(await acts.grant(visiting, member, 'users:write', inHours(0.5))).toMatchObject(works));

  it('puts it into no role that lasts', async () => {
    const held = await makeRole(house, 'users:write', 'users:delete');
    expect(await namedBy(() => acts.setRole(visiting, visiting, held))).toEqual(['users:write', 'users:delete']);
    const empty = await makeRole(house);
    expect(await acts.setRole(visiting, visiting, empty)).toMatchObject(works);
    expect(await namedBy(() => acts.updateRole(visiting, empty, ['users:write']))).toEqual(['users:write']);
  });
});

describe('a role with a scope that no module declares any more', () => {
  const forget = (name: string): void => {
    const database = new Database(join(house.folder, 'main.db'));
    database.prepare('update role set scopes = ? where name = ?').run('["gone:away","users:read"]', name);
    database.close();
  };

  it.each<[string, (name: string) => Promise<Answer<unknown>>]>([
    ['be changed', (name) => acts.updateRole(admin, name, ['users:read'])],
    ['be given', (name) => acts.setRole(admin, member, name)],
    ['be deleted', (name) => acts.deleteRole(admin, name)],
  ])('can %s all the same', async (_name, act) => {
    const name = await makeRole(house, 'users:read');
    forget(name);
    expect(await act(name)).toMatchObject(works);
  });
});
