import { describe, expect, it } from 'vitest';
import { ConfirmPasswordDocument, SetUserRoleDocument } from '@socle/schema/documents';
import { PASSWORD } from '../../../test/mock/index.ts';
import { eachInPretendedTime, pass, type Scene } from '../../../test/scene.ts';

let scene: Scene;
eachInPretendedTime((fresh) => (scene = fresh));

describe('a change that needs the password again', () => {
  async function start() {
    const house = await scene.signedInTab();
    const target = scene.server.state.users[1]?.id ?? '';
    const change = house.api.mutate(SetUserRoleDocument, { userId: target, role: 'admin' });
    await pass(10);
    expect(house.session.reauthentication.wanted).toBe(true);
    return { house, change };
  }

  it('is sent once more after the proof', async () => {
    const { house, change } = await start();
    const proof = await house.api.mutate(ConfirmPasswordDocument, { password: PASSWORD });
    if (proof.ok) house.session.adopt(proof.data.confirmPassword);
    house.session.reauthentication.answer(proof.ok);
    await expect(change).resolves.toMatchObject({ ok: true });
    expect(scene.server.count('SetUserRole')).toBe(2);
  });

  it('is given up where the person declines', async () => {
    const { house, change } = await start();
    house.session.reauthentication.answer(false);
    await expect(change).resolves.toMatchObject({ ok: false, error: { code: 'REAUTHENTICATION_REQUIRED' } });
    expect(scene.server.count('SetUserRole')).toBe(1);
  });
});
