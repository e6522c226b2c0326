// Catalogue: C20: a hash with yesterday's parameters is renewed by the next good sign-in; a hostile one opens nothing.
import { argon2id, hash } from 'argon2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { readCommitted } from '#test/threats/device.js';
import { Credential } from './credential.entity.js';

interface CredentialRow {
  readonly password_hash: string;
  readonly changed_at: number;
}

let house: TestHouse;
let person: Person;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

async function plant(passwordHash: string): Promise<void> {
  person = await house.person();
  await house.app.database.orm.em.fork().nativeUpdate(Credential, { user: person.id }, { passwordHash });
}

function stored(): CredentialRow {
  const [row] = readCommitted<CredentialRow>(house, 'select * from credential where user_id = ?', person.id);
  if (!row) throw new Error('there is no such credential');
  return row;
}

async function signIn(password = goodPassword): Promise<string | null> {
  const text = 'mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }';
  return (await house.visitor().send(text, { input: { identifier: person.pseudo, password } })).code;
}

const weak = { type: argon2id, memoryCost: 1_024, timeCost: 2, parallelism: 1 } as const;

describe('a hash made with weaker parameters', () => {
  it('opens the door, and is renewed without counting as a change of the password', async () => {
    await plant(await hash(goodPassword, weak));
    const before = stored();
    house.clock.advance(60_000);
    expect(await signIn()).toBeNull();
    const { password_hash: renewed, changed_at: changedAt } = stored();
    expect(house.app.house.ports.hasher.isOutdated(before.password_hash)).toBe(true);
    expect(house.app.house.ports.hasher.isOutdated(renewed)).toBe(false);
    expect(changedAt).toBe(before.changed_at);
    expect(await signIn()).toBeNull();
    expect(stored().password_hash).toBe(renewed);
  });

  it('stays as it is where the password was wrong', async () => {
    await plant(await hash(goodPassword, weak));
    const before = stored();
    expect(await signIn('nine slow rivers under the moon')).toBe('INVALID_CREDENTIALS');
    expect(stored()).toEqual(before);
  });
});

it('a hash that asks for gigabytes opens nothing', async () => {
  await plant(`$argon2id$v=19$m=4194304,t=50,p=8$${'c'.repeat(22)}$${'d'.repeat(43)}`);
  expect(await signIn()).toBe('INVALID_CREDENTIALS');
});
