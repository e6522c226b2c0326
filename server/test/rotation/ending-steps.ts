import { expect } from 'vitest';
import { goodPassword } from '#test/builders.js';
import type { Tokens } from '#test/threats/device.js';
import type { Account } from './account.js';
import type { Called, Family } from './family.js';
import { DeviceStep, note, speaker, type Real } from './step.js';

export class SignOut extends DeviceStep {
  protected async act(family: Family, { now }: Account, real: Real): Promise<void> {
    const { data } = await speaker(real, family).send<{ logout: boolean }>('mutation { logout }');
    const ended = family.call(family.generation, now) === 'member';
    expect(data?.logout).toBe(ended);
    if (ended) family.end = 'revoked';
  }
}

/** Signs out by the cookie, which may be an old one: who proves the session may end it. */
export class SignOutByCookie extends DeviceStep {
  protected async act(family: Family, _account: Account, { house }: Real): Promise<void> {
    const cookie = `socle_rt=${family.held(family.generation - this.age).refreshToken}`;
    const { data } = await house.visitor({ cookie }).send<{ logout: boolean }>('mutation { logout }');
    expect(data?.logout).toBe(family.end === null);
    family.end ??= 'revoked';
  }
}

export class SignOutElsewhere extends DeviceStep {
  protected async act(family: Family, account: Account, real: Real): Promise<void> {
    const text = 'mutation { logoutEverywhere(keepCurrent: true) }';
    const { data, code } = await speaker(real, family).send<{ logoutEverywhere: number }>(text);
    const called = family.call(family.generation, account.now);
    expect(code ?? 'member').toBe(called);
    if (called === 'member') expect(data?.logoutEverywhere).toBe(account.endAll(family));
  }
}

/** One device ends the session of another, or its own. */
export class Revoke extends DeviceStep {
  constructor(
    device: number,
    readonly other: number,
  ) {
    super(device);
  }

  protected async act(family: Family, account: Account, real: Real): Promise<void> {
    const target = account.family(this.other);
    const text = 'mutation ($id: ID!) { revokeSession(id: $id) }';
    const { code } = await speaker(real, family).send(text, { id: target.id });
    const called = family.call(family.generation, account.now);
    const done: Called | 'NOT_FOUND' = called === 'member' && target.over(account.now) ? 'NOT_FOUND' : called;
    expect(code ?? 'member').toBe(done);
    if (done === 'member') target.end = 'revoked';
    if (done === 'member') note(real, 'revoked elsewhere');
  }

  override toString = (): string => `Revoke(device ${this.device} ends ${this.other})`;
}

export class ChangePassword extends DeviceStep {
  protected async act(family: Family, account: Account, real: Real): Promise<void> {
    const newPassword = `${goodPassword} ${family.generation}${account.password.length}`;
    const text =
      'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { accessToken refreshToken } }';
    const input = { currentPassword: account.password, newPassword };
    const { data, code } = await speaker(real, family).send<{ changePassword: Tokens }>(text, { input });
    const called = family.call(family.generation, account.now);
    expect(code ?? 'member').toBe(called);
    if (!data?.changePassword) return;
    account.password = newPassword;
    account.endAll(family);
    family.rotate(account.now);
    family.oldest = family.generation;
    family.hold(data.changePassword, account.now);
    note(real, 'password changed');
  }
}
