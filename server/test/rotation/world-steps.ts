import { expect } from 'vitest';
import { openDevice } from '#test/threats/device.js';
import type { Account } from './account.js';
import { graceMs, keptMs, type Family } from './family.js';
import { note, type Real, type Step } from './step.js';

const mostDevices = 5;

/** The person signs in on one more device. */
export class SignIn implements Step {
  check = ({ families, suspended }: Readonly<Account>): boolean => !suspended && families.length < mostDevices;

  async run(account: Account, { house, personId }: Real): Promise<void> {
    account.signIn(await openDevice(house, personId));
  }

  toString = (): string => 'SignIn';
}

/** An administrator locks the account, which ends its sessions for good, or opens it again. */
export class Suspend implements Step {
  constructor(readonly suspended: boolean) {}

  check = (account: Readonly<Account>): boolean => account.suspended !== this.suspended;

  async run(account: Account, real: Real): Promise<void> {
    const { accessToken } = await openDevice(real.house, real.admin.id);
    const act = this.suspended ? 'suspendUser(userId: $id, reason: "model")' : 'reinstateUser(userId: $id)';
    const caller = real.house.visitor({ authorization: `Bearer ${accessToken}` });
    const { code } = await caller.send(`mutation ($id: ID!) { ${act} { id } }`, { id: real.personId });
    expect(code).toBeNull();
    if (this.suspended) account.endAll();
    account.suspended = this.suspended;
    note(real, this.suspended ? 'suspended' : 'reinstated');
  }

  toString = (): string => (this.suspended ? 'Suspend' : 'Reinstate');
}

/** Time passes. */
export class Wait implements Step {
  constructor(readonly ms: number) {}

  check = (): boolean => true;

  async run(account: Account, { house }: Real): Promise<void> {
    house.clock.advance(this.ms);
    account.now += this.ms;
  }

  toString = (): string => `Wait(${this.ms} ms)`;
}

const limits = {
  grace: ({ rotatedAt }: Family) => rotatedAt + graceMs,
  access: (family: Family) => family.held(family.generation).expiresAt,
  idle: ({ idleEnd }: Family) => idleEnd,
  absolute: ({ absoluteEnd }: Family) => absoluteEnd,
  kept: ({ idleEnd }: Family) => idleEnd + keptMs,
};

export type Limit = keyof typeof limits;

/** Time passes up to a limit of a device: just before it, at it, or just after it. */
export class WaitFor implements Step {
  constructor(
    readonly device: number,
    readonly limit: Limit,
    readonly offsetMs: number,
  ) {}

  check = (account: Readonly<Account>): boolean => this.#left(account) > 0;

  async run(account: Account, real: Real): Promise<void> {
    note(real, `${this.limit} limit`);
    await new Wait(this.#left(account)).run(account, real);
  }

  toString = (): string => `WaitFor(device ${this.device}, ${this.limit} ${this.offsetMs} ms)`;

  #left(account: Readonly<Account>): number {
    return limits[this.limit](account.family(this.device)) + this.offsetMs - account.now;
  }
}

/** The operator restarts the server. */
export class Restart implements Step {
  check = (): boolean => true;

  async run(_account: Account, real: Real): Promise<void> {
    real.house = await real.house.reopen();
    note(real, 'restarted');
  }

  toString = (): string => 'Restart';
}
