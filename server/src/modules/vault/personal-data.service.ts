import type { Context, Unit } from '#kernel/context.js';
import { errors, invalidField } from '#kernel/errors.js';
import { assertUser } from '#kernel/identity.js';
import { KeyError } from '#kernel/operator-error.js';
import type { Sealer, Writer } from '#kernel/ports.js';
import { dayOf } from '#kernel/row.js';
import { makeDataKey } from './cipher.js';
import { fields, perField } from './fields.js';
import { recordDamage, recordLook, wasKept } from './incidents.js';
import { newestMaster } from './master-keys.js';
import { openPerson, openRecord, type Opened } from './opened.js';
import type { PendingFacts } from './pending-facts.js';
import type { UpdatePersonalDataInput } from './personal-data.inputs.js';
import type { PersonalDataType } from './personal-data.type.js';
import { changeOf, sealRecord, type RecordChange } from './record-change.js';
import { keptForm } from './rules.js';
import { addKey, addRecord, findPerson, replaceRecord, type StoredPerson } from './vault.store.js';

/** Somebody has to restore what was damaged or lost: soon is no promise. */
const repairS = 3_600;

const unreadable = () =>
  errors.UNAVAILABLE(
    { retryAfterS: repairS, reason: 'tampered' },
    'This cannot be read: it was changed by somebody who has no key.',
  );

function show({ values, updatedAt, damage }: Opened): PersonalDataType {
  const damaged = damage?.fields ?? [];
  const shown = perField((field) => (damaged.includes(field) ? unreadable() : values[field]));
  return { ...shown, updatedAt: damaged.length === fields.length ? unreadable() : updatedAt };
}

function assertPast({ birthDate }: UpdatePersonalDataInput, now: Date): void {
  if (birthDate && (keptForm('birthDate', birthDate) ?? '') >= dayOf(now))
    throw invalidField('birthDate', 'not_past', 'This day is not over yet.');
}

/** What the vault holds of somebody, sealed and open. */
interface Found {
  readonly userId: string;
  readonly person: StoredPerson | null;
  readonly opened: Opened;
}

/** The verbs on the caller's personal data. */
export class PersonalDataService {
  constructor(
    private readonly context: Context,
    private readonly pending: PendingFacts,
  ) {}

  /** What is kept of the caller; the reading is recorded before the answer leaves. */
  async read(): Promise<PersonalDataType> {
    return show(await this.#inVault(this.#callerId, (unit, found) => this.#lookedAt(unit, found)));
  }

  /** What is kept of somebody who has asked the house for it: recorded as their own reading. */
  async readFor(userId: string): Promise<Opened> {
    if (this.context.identity.kind !== 'service') throw errors.FORBIDDEN();
    return this.#inVault(userId, (unit, found) => this.#lookedAt(unit, found));
  }

  /** Changes what the input names; UNAVAILABLE where the person's key does not open. */
  async update(input: UpdatePersonalDataInput): Promise<PersonalDataType> {
    const outcome = await this.#inVault(this.#callerId, async (unit, found) => {
      assertPast(input, unit.now);
      const change = changeOf(found.opened, input);
      if (change.changed.length === 0) return this.#lookedAt(unit, found);
      // A new key would lose for good what a restored one may still open.
      if (found.person && !found.opened.sealer) return { refused: await this.#lookedAt(unit, found) };
      return this.#change(unit, found, change);
    });
    if ('refused' in outcome) throw unreadable();
    return show(outcome);
  }

  get #callerId(): string {
    return assertUser(this.context.identity).id;
  }

  async #change(unit: Unit, found: Found, change: RecordChange): Promise<Opened> {
    const { userId, person, opened } = found;
    await recordDamage(unit, userId, opened.damage);
    const key = this.#keyOf(found);
    const before = person?.record ?? null;
    const place = { userId, keyId: key.keyId };
    const record = sealRecord(key.sealer, change, { record: before, opened }, { ...place, now: unit.now });
    const after = openRecord(key.sealer, record, place);
    const fact = recordLook(unit, 'vault.changed', userId, after.damage, { fields: change.changed.join(',') });
    unit.beforeCommit(() =>
      this.pending.commit(fact, async (sql) => {
        await key.keep(sql);
        await (before ? replaceRecord : addRecord)(sql, key.keyId, record);
      }),
    );
    return after;
  }

  /** The person's key, or a new one, which is kept with the first record. */
  #keyOf({ userId, person, opened }: Found): {
    keyId: string;
    sealer: Sealer;
    keep(sql: Writer): Promise<void>;
  } {
    if (person && opened.sealer) return { keyId: person.keyId, sealer: opened.sealer, keep: async () => undefined };
    const { keyId, sealer, wrap } = makeDataKey(this.context.ports, userId);
    const keep = async (sql: Writer): Promise<void> => {
      const { row, sealer: master } = await newestMaster(this.context.ports, sql);
      await addKey(sql, { keyId, userId, masterVersion: row.version, wrapped: wrap(master, row.version) });
    };
    return { keyId, sealer, keep };
  }

  async #lookedAt(unit: Unit, { userId, opened }: Found): Promise<Opened> {
    await recordDamage(unit, userId, opened.damage);
    recordLook(unit, 'vault.read', userId, opened.damage);
    return opened;
  }

  /**
   * Opens what the vault holds of somebody, and works with it in one change. A master key that a running server
   * misses is the operator's to restore: nobody has tampered with anything.
   */
  async #inVault<T>(userId: string, work: (unit: Unit, found: Found) => Promise<T>): Promise<T> {
    const { change, log, ports } = this.context;
    try {
      return await change(async (unit) => {
        const person = await findPerson(ports.vault.reader, userId);
        const isExpected = person?.record ? true : await wasKept(unit.sql, userId);
        return work(unit, { userId, person, opened: openPerson(ports, userId, person, isExpected) });
      });
    } catch (error) {
      if (!(error instanceof KeyError)) throw error;
      log.error({ event: 'vault.key_missing' }, `${error.message}. To do: ${error.cure}`);
      throw errors.UNAVAILABLE({ retryAfterS: repairS, reason: 'closed' }, 'The vault cannot be opened just now.');
    }
  }
}
