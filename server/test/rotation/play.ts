import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { readCommitted, type SessionRow } from '#test/threats/device.js';
import { Account } from './account.js';
import { ChangePassword, Revoke, SignOut, SignOutByCookie, SignOutElsewhere } from './ending-steps.js';
import { modelSettings } from './family.js';
import { Call, Present, PresentTogether } from './refresh-steps.js';
import type { Real, Step } from './step.js';
import { Restart, SignIn, Suspend, Wait, WaitFor, type Limit } from './world-steps.js';

const longest = 30;
const device = fc.nat(4);
const common: Limit[] = ['grace', 'grace', 'access'];
const rare: Limit[] = ['idle', 'absolute', 'kept'];
const waits = [0, 4_000, 15_000, 61_000, 700_000, 3 * 86_400_000];
const waitFor = (limits: Limit[]) =>
  fc.tuple(device, fc.constantFrom(...limits), fc.constantFrom(-1, 0, 1)).map((given) => new WaitFor(...given));

const weigh = (weight: number, arbitrary: fc.Arbitrary<Step>) => ({ weight, arbitrary });

/** What costs a hash or a new server is rare, what a thief and a lively client do is common. */
const step = fc.oneof(
  weigh(
    240,
    device.map((number) => new Present(number)),
  ),
  weigh(
    160,
    device.map((number) => new Present(number, 1)),
  ),
  weigh(
    30,
    fc.tuple(device, fc.integer({ min: 2, max: 9 })).map((given) => new Present(...given)),
  ),
  weigh(
    40,
    device.map((number) => new PresentTogether(number)),
  ),
  weigh(
    120,
    device.map((number) => new Call(number)),
  ),
  weigh(
    60,
    fc.tuple(device, fc.integer({ min: 1, max: 3 })).map((given) => new Call(...given)),
  ),
  weigh(
    80,
    fc.constantFrom(...waits).map((ms) => new Wait(ms)),
  ),
  weigh(100, waitFor(common)),
  weigh(15, waitFor(rare)),
  weigh(60, fc.constant(new SignIn())),
  weigh(
    15,
    device.map((number) => new SignOut(number)),
  ),
  weigh(
    15,
    fc.tuple(device, fc.nat(2)).map((given) => new SignOutByCookie(...given)),
  ),
  weigh(
    15,
    device.map((number) => new SignOutElsewhere(number)),
  ),
  weigh(
    25,
    fc.tuple(device, device).map((given) => new Revoke(...given)),
  ),
  weigh(10, fc.constant(new Suspend(true))),
  weigh(60, fc.constant(new Suspend(false))),
  weigh(
    6,
    device.map((number) => new ChangePassword(number)),
  ),
  weigh(6, fc.constant(new Restart())),
);

const sql = 'select * from session where user_id = ?';

/** What was committed about every device must be what the model says. */
function expectSameRows({ families }: Account, { house, personId }: Real): void {
  const rows = new Map(readCommitted<SessionRow & { id: string }>(house, sql, personId).map((row) => [row.id, row]));
  const kept = families.filter(({ gone }) => !gone);
  expect(rows.size).toBe(kept.length);
  for (const { id, generation, acknowledged, oldest, rotatedAt, idleEnd, absoluteEnd, end } of kept)
    expect(rows.get(id)).toMatchObject({
      generation,
      acknowledged,
      min_generation: oldest,
      rotated_at: rotatedAt,
      idle_expires_at: idleEnd,
      expires_at: absoluteEnd,
      end_reason: end,
    });
}

/** The same house for all sequences; each has a person of its own. */
class Table {
  house: TestHouse | undefined;
  admin: Person | undefined;
  sequences = 0;
  readonly met = new Map<string, number>();

  async play(steps: Iterable<Step>): Promise<void> {
    this.house ??= await openTestHouse(modelSettings);
    this.admin ??= await this.house.person('admin');
    this.house.clock.stop();
    const { id: personId, caller } = await this.house.person();
    const account = new Account(this.house.clock.now().getTime());
    const real: Real = { house: this.house, personId, admin: this.admin, met: this.met };
    account.signIn({ accessToken: caller.accessToken ?? '', refreshToken: caller.cookies.get('socle_rt') ?? '' });
    try {
      await fc.asyncModelRun(() => ({ model: account, real }), steps);
      expectSameRows(account, real);
    } finally {
      this.house = real.house;
    }
    this.sequences += 1;
  }
}

const aFewHundred = 300;
/** What every run of a few hundred sequences meets, if the steps are what they should be. */
const expectedToMeet = [
  ...['rotated', 'same', 'together', 'reused', 'revoked', 'expired', 'member', 'SESSION_ENDED', 'UNAUTHENTICATED'],
  ...['suspended', 'revoked elsewhere', 'password changed', 'restarted', 'grace limit', 'access limit'],
];

/** A run that takes longer fails and tells its seed; so does one that would take for ever to find the shortest sequence. */
const patienceMs = (count: number): number => 60_000 + count * 1_000;

async function playSequences(count: number): Promise<Table> {
  const table = new Table();
  const sequences = fc.commands([step], { maxCommands: longest, size: 'max' });
  const property = fc.asyncProperty(sequences, (steps) => table.play(steps));
  const limits = { interruptAfterTimeLimit: patienceMs(count), markInterruptAsFailure: true };
  await fc.assert(property, { numRuns: count, ...limits }).finally(() => table.house?.close());
  return table;
}

/** Makes the test that compares house and model in so many random sequences: every answer, and at the end every row. */
export function holdsTheContract(count: number): void {
  it(`holds in ${count} random sequences of up to ${longest} steps`, { timeout: 2 * patienceMs(count) }, async () => {
    const { sequences, met } = await playSequences(count);
    expect(sequences).toBe(count);
    if (count >= aFewHundred) expect(expectedToMeet.filter((outcome) => !met.has(outcome))).toEqual([]);
  });
}
