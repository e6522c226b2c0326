// Catalogue: T1, T2, T4, T5, T8, T9, T19: the whole contract of security.md 3.1, against a model of it.
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { ask, openDevice, refresh, type Tokens } from '#test/threats/device.js';

const sequences = 60;
const graceMs = 10_000;
const idleMs = 604_800_000;
const accessMs = 600_000;

/** What a family should be like, kept apart from the house. */
interface Model {
  now: number;
  generation: number;
  rotatedAt: number;
  acknowledged: number;
  oldest: number;
  idleEnd: number;
  ended: boolean;
  password: string;
  /** The tokens of each generation, as they were handed out; index 0 is generation 1. */
  tokens: Tokens[];
  /** When the newest access token was made. */
  issuedAt: number;
}

interface Real {
  house: TestHouse;
}

type Step = fc.AsyncCommand<Model, Real>;

function rotateModel(model: Model): void {
  model.acknowledged = model.generation;
  model.generation += 1;
  model.rotatedAt = model.now;
  model.idleEnd = model.now + idleMs;
}

const dead = (model: Model): boolean => model.ended || model.now >= model.idleEnd;

/** What presenting the token of `age` generations ago should come to. */
function expectedOf(model: Model, age: number): 'rotated' | 'same' | 'ended' | 'reused' {
  const generation = model.generation - age;
  if (dead(model)) return 'ended';
  if (age === 0) return 'rotated';
  if (age > 1 || generation < model.oldest) return 'reused';
  return model.now - model.rotatedAt <= graceMs || model.acknowledged < model.generation ? 'same' : 'reused';
}

class Refresh implements Step {
  constructor(readonly age: number) {}

  check = (model: Model): boolean => model.generation > this.age;

  async run(model: Model, { house }: Real): Promise<void> {
    const expected = expectedOf(model, this.age);
    const { data, code } = await refresh(house, model.tokens[model.generation - 1 - this.age]?.refreshToken ?? '');
    expect(code ?? 'alive').toBe(expected === 'rotated' || expected === 'same' ? 'alive' : 'SESSION_ENDED');
    if (expected === 'reused') model.ended = true;
    if (!data?.refresh) return;
    if (expected === 'rotated') rotateModel(model);
    else expect(data.refresh.refreshToken).toBe(model.tokens[model.generation - 1]?.refreshToken);
    expect(Number(data.refresh.refreshToken.split('.')[2])).toBe(model.generation);
    model.tokens[model.generation - 1] = data.refresh;
    model.issuedAt = model.now;
  }

  toString = (): string => `refresh(${this.age} ago)`;
}

class Call implements Step {
  check = (): boolean => true;

  async run(model: Model, { house }: Real): Promise<void> {
    const answer = await ask(house, model.tokens[model.generation - 1]?.accessToken ?? '');
    if (model.now - model.issuedAt >= accessMs) return expect(answer).toBe('UNAUTHENTICATED');
    expect(answer).toBe(dead(model) ? 'SESSION_ENDED' : 'member');
    if (!dead(model)) model.acknowledged = model.generation;
  }

  toString = (): string => 'call';
}

class Wait implements Step {
  constructor(readonly ms: number) {}

  check = (): boolean => true;

  async run(model: Model, { house }: Real): Promise<void> {
    house.clock.advance(this.ms);
    model.now += this.ms;
  }

  toString = (): string => `wait(${this.ms})`;
}

class Logout implements Step {
  check = (model: Model): boolean => model.now - model.issuedAt < accessMs;

  async run(model: Model, { house }: Real): Promise<void> {
    const authorization = `Bearer ${model.tokens[model.generation - 1]?.accessToken ?? ''}`;
    const { data } = await house.visitor({ authorization }).send<{ logout: boolean }>('mutation { logout }');
    expect(data?.logout).toBe(!dead(model));
    model.ended = true;
  }

  toString = (): string => 'logout';
}

class ChangePassword implements Step {
  check = (model: Model): boolean => model.now - model.issuedAt < accessMs;

  async run(model: Model, { house }: Real): Promise<void> {
    const authorization = `Bearer ${model.tokens[model.generation - 1]?.accessToken ?? ''}`;
    const newPassword = `${goodPassword} ${model.generation}`;
    const text =
      'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { accessToken refreshToken } }';
    const input = { currentPassword: model.password, newPassword };
    const { data, code } = await house.visitor({ authorization }).send<{ changePassword: Tokens }>(text, { input });
    expect(code ?? 'alive').toBe(dead(model) ? 'SESSION_ENDED' : 'alive');
    if (!data?.changePassword) return;
    rotateModel(model);
    model.oldest = model.generation;
    model.password = newPassword;
    model.tokens[model.generation - 1] = data.changePassword;
    model.issuedAt = model.now;
  }

  toString = (): string => 'changePassword';
}

class Reopen implements Step {
  check = (): boolean => true;

  async run(_model: Model, real: Real): Promise<void> {
    real.house = await real.house.reopen();
  }

  toString = (): string => 'reopen';
}

/** Their sums keep away from the limits, since the house's clock runs on while the model's stands. */
const waits = [4_000, 15_000, 250_000, 700_000, 4 * 86_400_000];

const steps = fc.commands(
  [
    fc.constant(new Refresh(0)),
    fc.constant(new Refresh(0)),
    fc.constant(new Refresh(1)),
    fc.constant(new Refresh(1)),
    fc.integer({ min: 2, max: 4 }).map((age) => new Refresh(age)),
    fc.constant(new Call()),
    fc.constant(new Call()),
    fc.constantFrom(...waits).map((ms) => new Wait(ms)),
    fc.constantFrom(new Logout(), new Reopen(), new ChangePassword()),
  ],
  { maxCommands: 20, size: 'max' },
);

describe('the contract of rotation', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await openTestHouse();
  });
  afterAll(() => house.close());

  it(`holds in ${sequences} random sequences of steps`, { timeout: 120_000 }, async () => {
    const property = fc.asyncProperty(steps, async (commands) => {
      const { id } = await house.person();
      const tokens = [await openDevice(house, id)];
      const start: Model = {
        now: 0,
        generation: 1,
        rotatedAt: 0,
        acknowledged: 0,
        oldest: 1,
        idleEnd: idleMs,
        ended: false,
        password: goodPassword,
        tokens,
        issuedAt: 0,
      };
      const real: Real = { house };
      try {
        await fc.asyncModelRun(() => ({ model: start, real }), commands);
      } finally {
        house = real.house;
      }
    });
    await fc.assert(property, { numRuns: sequences, interruptAfterTimeLimit: 100_000 });
  });
});
