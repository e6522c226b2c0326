import type { House, Ports } from '#kernel/context.js';
import type { RecordedFact } from '#kernel/events.js';
import { removeOrphans } from './erasure.js';
import { takeIntoUse } from './master-keys.js';
import { PendingFacts } from './pending-facts.js';

/** What makes somebody's data unreadable leaves no old page behind at all. */
const scrubsAtOnce = new Set<string>(['user.deleted', 'keys.rotated']);

/** Looks after the vault of one house, from its start to its end. */
export class VaultKeeper {
  readonly pending: PendingFacts;
  readonly #closing = new AbortController();

  constructor(private readonly house: House) {
    this.pending = new PendingFacts(house);
  }

  /** The right master keys, and nothing half done: before that, nothing is served. */
  async prepare(): Promise<void> {
    await takeIntoUse(this.house.ports);
    await this.pending.completeAll();
  }

  /** Begins what may take as long as the vault is large. */
  sweep(): void {
    this.house.ports.vault.scrub();
    this.#removeOrphans().catch((error: unknown) => {
      if (this.#closing.signal.aborted) return;
      this.house.log.error({ event: 'vault.unswept', err: error }, 'the vault could not be looked through');
    });
  }

  async #removeOrphans(): Promise<void> {
    const strangers = await removeOrphans(this.house, this.#closing.signal);
    if (strangers > 0)
      this.house.announce(
        `The vault holds data of ${strangers} people whom the main database never knew. Do both belong together? See the runbook about restoring.`,
      );
  }

  async hear(fact: RecordedFact): Promise<void> {
    await this.pending.hear(fact);
    const { vault } = this.house.ports;
    if (scrubsAtOnce.has(fact.type)) vault.scrub();
    else if (fact.type === 'vault.changed') vault.scrubSoon();
  }

  close(): void {
    this.#closing.abort();
    this.pending.close();
  }
}

const keepers = new WeakMap<Ports, VaultKeeper>();

/** The keeper of a house's vault. */
export function keeperOf(house: House): VaultKeeper {
  let keeper = keepers.get(house.ports);
  if (!keeper) keepers.set(house.ports, (keeper = new VaultKeeper(house)));
  return keeper;
}

/** The pending facts of the house that these ports belong to. */
export function pendingOf(ports: Ports): PendingFacts {
  const keeper = keepers.get(ports);
  if (!keeper) throw new Error('the vault of this house has no keeper yet');
  return keeper.pending;
}
