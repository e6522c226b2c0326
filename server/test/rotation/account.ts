import { goodPassword } from '#test/builders.js';
import type { Tokens } from '#test/threats/device.js';
import { Family, keptMs } from './family.js';

/** One person with their devices, as they should be; and the time that both sides live in. */
export class Account {
  readonly families: Family[] = [];
  password = goodPassword;
  suspended = false;

  constructor(public now: number) {}

  /** The device of this number; there is always one, as numbers go round. */
  family(number: number): Family {
    const family = this.families[number % this.families.length];
    if (!family) throw new Error('nobody ever signed in');
    return family;
  }

  /** A new sign-in, which clears away what was over long ago. */
  signIn(tokens: Tokens): void {
    for (const family of this.families) if (family.idleEnd < this.now - keptMs) this.#forget(family);
    this.families.push(new Family(tokens, this.now));
  }

  /** Ends every living session but for one; answers how many. */
  endAll(except?: Family): number {
    const living = this.families.filter((family) => family !== except && !family.over(this.now));
    for (const family of living) family.end = 'revoked';
    return living.length;
  }

  #forget(family: Family): void {
    family.gone = true;
    family.end = 'revoked';
  }
}
