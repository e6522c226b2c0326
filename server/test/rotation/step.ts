import type { AsyncCommand } from 'fast-check';
import type { Caller } from '#test/caller.js';
import type { Person, TestHouse } from '#test/house.js';
import type { Account } from './account.js';
import type { Family } from './family.js';

/** The house that the model is compared with. */
export interface Real {
  house: TestHouse;
  readonly personId: string;
  readonly admin: Person;
  /** How often each outcome was met, so that a run can tell what it has tried. */
  readonly met: Map<string, number>;
}

/** One thing that a person, a thief, an administrator or the operator may do next. */
export type Step = AsyncCommand<Account, Real>;

export const note = ({ met }: Real, outcome: string): void => void met.set(outcome, (met.get(outcome) ?? 0) + 1);

/** Who speaks with the newest access token of a device. */
export const speaker = ({ house }: Real, family: Family): Caller =>
  house.visitor({ authorization: `Bearer ${family.held(family.generation).accessToken}` });

/** A step of one device, with the tokens of so many generations ago. */
export abstract class DeviceStep implements Step {
  constructor(
    readonly device: number,
    readonly age = 0,
  ) {}

  check(account: Readonly<Account>): boolean {
    return account.family(this.device).generation > this.age;
  }

  async run(account: Account, real: Real): Promise<void> {
    await this.act(account.family(this.device), account, real);
  }

  toString(): string {
    return `${this.constructor.name}(device ${this.device}, ${this.age} ago)`;
  }

  protected abstract act(family: Family, account: Account, real: Real): Promise<void>;
}
