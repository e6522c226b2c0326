// Catalogue: I7: nothing that a person typed, and nothing that tells who they are, stands in the journal.
import { SignInDocument } from '@socle/schema/documents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { acts } from '#test/threats/acts.js';
import { makeToken } from '#test/threats/api-tokens.js';
import { readCommitted } from '#test/threats/device.js';
import { keep, readBy } from './vault-file.js';
import { vocabulary } from '#house/commands/emit-schema.js';

const canaries = {
  email: 'canary.address@nest.example',
  pseudo: 'canary-pseudo',
  rename: 'canary-renamed',
  password: 'canary password of many words',
  newPassword: 'canary password that came later',
  wrongPassword: 'canary password that is wrong',
  nobody: 'canary.nobody@nest.example',
  bio: 'canary biography',
  device: 'canary device',
  agent: 'canary-agent/1.0',
  reason: 'canary reason',
  roleText: 'canary description',
  program: 'canary program',
  address: '203.0.113.77',
  address6: '2001:db8:77:77:77:77:77:77',
};

let house: TestHouse;
let admin: Person;
beforeAll(async () => {
  house = await openTestHouse({ TRUSTED_PROXY_HOPS: '1' });
  admin = await house.person('admin');
});
afterAll(() => house.close());

const from = (address: string) => house.visitor({ 'x-forwarded-for': address, 'user-agent': canaries.agent });

/** Everything that can happen to an account, told with words that must not stay. */
async function live(): Promise<void> {
  const { email, pseudo, password, device: deviceName } = canaries;
  const person = from(canaries.address);
  const input = { email, pseudo, password, deviceName };
  const { data } = await person.send<{ register: { auth: { accessToken: string; user: { id: string } } } }>(
    'mutation ($input: RegisterInput!) { register(input: $input) { auth { accessToken user { id } } } }',
    { input },
  );
  const id = data?.register.auth.user.id ?? '';
  person.accessToken = data?.register.auth.accessToken ?? null;
  const target = { id, pseudo, email, caller: person };
  await keep(target);
  await readBy(target);
  const token = await makeToken(person, { name: canaries.program });
  await person.send('mutation ($id: ID!) { revokeApiToken(id: $id) }', { id: token.id });
  for (const address of [canaries.address, canaries.address6])
    for (const identifier of [pseudo, email, canaries.nobody, canaries.wrongPassword])
      await from(address).run(SignInDocument, { input: { identifier, password: canaries.wrongPassword, deviceName } });
  await person.send('mutation { refresh { accessToken } }');
  await person.send('mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { id } }', {
    input: { pseudo: canaries.rename, bio: canaries.bio },
  });
  await person.send('mutation { requestDataExport { id } }');
  await house.app.background.finish();
  await person.send(`{ users { totalCount } ${'a'.repeat(3)}: users { totalCount } }`);
  await person.send('mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { accessToken } }', {
    input: { currentPassword: password, newPassword: canaries.newPassword },
  });
  await administer(target);
}

async function administer(target: Person): Promise<void> {
  await admin.caller.send(
    'mutation ($text: String!) { createRole(name: "readers", description: $text, scopes: ["users:read"]) { name } }',
    { text: canaries.roleText },
  );
  await acts.updateRole(admin, 'readers', ['users:read']);
  await acts.setRole(admin, target, 'readers');
  await acts.setRole(admin, target, 'member');
  await acts.deleteRole(admin, 'readers');
  await acts.grant(admin, target, 'users:read');
  await acts.revoke(admin, target, 'users:read');
  await admin.caller.send(
    'mutation ($id: ID!, $reason: String!) { suspendUser(userId: $id, reason: $reason) { id } }',
    {
      id: target.id,
      reason: canaries.reason,
    },
  );
  await acts.reinstate(admin, target);
  await house.app.journal.exportCheckpoint();
  await acts.remove(admin, target);
}

describe('the journal after a life', () => {
  beforeAll(live);

  const rows = (): Record<string, unknown>[] => [
    ...readCommitted<Record<string, unknown>>(house, 'select * from recorded_event'),
    ...readCommitted<Record<string, unknown>>(house, 'select * from journal_checkpoint'),
  ];

  it('has nearly every event that there is', () => {
    const told = new Set(rows().map(({ type }) => type));
    const { events } = vocabulary() as { events: string[] };
    const untold = [
      ...['backup.drilled', 'backup.made', 'keys.rotated', 'login.throttled', 'session.refresh_replayed'],
      ...['session.reuse_detected', 'user.deletion_planned', 'user.deletion_withdrawn', 'vault.tampered'],
    ];
    expect(events.filter((type) => !told.has(type)).toSorted()).toEqual(untold);
  });

  it.each(Object.entries(canaries))('does not have the %s', (_name, canary) => {
    const found = rows().filter((row) => JSON.stringify(row).toLowerCase().includes(canary.toLowerCase()));
    expect(found).toEqual([]);
  });

  it('tells of strangers no more than the network', () => {
    const networks = new Set(rows().flatMap(({ network }) => (network ? [network] : [])));
    expect(networks).toEqual(new Set(['203.0.113.0/24', '2001:db8:77::/48']));
    const known = rows().filter(({ actor_id, network }) => actor_id && network);
    expect(known).toEqual([]);
  });

  it('holds after the person is gone', async () => {
    expect((await house.app.journal.verify()).fault).toBeNull();
  });

  it('says nothing of the password that was good either', () =>
    expect(rows().filter((row) => JSON.stringify(row).includes(goodPassword))).toEqual([]));
});
