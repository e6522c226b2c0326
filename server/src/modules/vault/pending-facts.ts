import type { Context, House, Unit } from '#kernel/context.js';
import { userIdIn, type NewEntry, type RecordedFact } from '#kernel/events.js';
import type { Sealer, Writer } from '#kernel/ports.js';
import { butRefreshes } from '#kernel/recorded-event.entity.js';

interface Row {
  readonly id: string;
  readonly sealed_fact: unknown;
}

const contextOf = (id: string): string => `pending_fact.sealed_fact:${id}`;

const seal = (sealer: Sealer, fact: NewEntry): Buffer =>
  sealer.seal(Buffer.from(JSON.stringify(fact)), contextOf(fact.id));

/** The fact that was sealed; null for a row that somebody else wrote, who could have people deleted by it. */
function unseal(sealer: Sealer, { id, sealed_fact: sealed }: Row): NewEntry | null {
  try {
    const fact = JSON.parse(sealer.unseal(sealed as Buffer, contextOf(id)).toString()) as NewEntry & { at: string };
    return { ...fact, at: new Date(fact.at) };
  } catch {
    return null;
  }
}

/** The journal has no index by id: where it can be, it is looked for among the few entries of one subject. */
const committedSql = `select 1 from recorded_event where ${butRefreshes} and subject is ? and type = ? and id = ?`;

/** How long the main database may take to commit what the vault has committed, before somebody looks. */
const patienceMs = 2_000;

/**
 * Two databases, one truth (catalogue D2). The vault commits first, and with its change a row that says which fact the
 * main database is still to commit. That row goes once this has happened. Whoever finds one later completes the change:
 * it was final from the first commit.
 */
export class PendingFacts {
  readonly #expected = new Map<string, NodeJS.Timeout>();

  constructor(private readonly house: House) {}

  /** Commits a change to the vault, with the promise of its fact. The main database's commit follows at once. */
  async commit(fact: NewEntry, work: (sql: Writer) => Promise<void>): Promise<void> {
    const { sealer, vault } = this.house.ports;
    await vault.transact(async (sql) => {
      await work(sql);
      await sql.run('insert into pending_fact (id, sealed_fact) values (?, ?) on conflict (id) do nothing', [
        fact.id,
        seal(sealer, fact),
      ]);
    });
    this.#expect(fact);
  }

  /** Hears that the main database has committed a fact; a promise that a disk does not give up now goes later. */
  async hear({ id }: RecordedFact): Promise<void> {
    if (!this.#expected.has(id)) return;
    await this.#remove(id);
    this.#forget(id);
  }

  /** Completes whatever was promised and is not there yet. */
  async completeAll(): Promise<void> {
    const { sealer, vault } = this.house.ports;
    for (const row of await vault.reader.all<Row>('select id, sealed_fact from pending_fact order by id', [])) {
      const fact = unseal(sealer, row);
      if (fact) await this.#complete(fact);
      else this.house.log.error({ event: 'vault.foreign_promise', id: row.id }, 'a pending fact is none of ours');
    }
  }

  close(): void {
    for (const id of [...this.#expected.keys()]) this.#forget(id);
  }

  #expect(fact: NewEntry): void {
    const look = (): void => {
      this.#complete(fact).catch((error: unknown) => {
        const told = { event: 'vault.incomplete', type: fact.type, err: error };
        this.house.log.error(told, 'a change of the vault is not in the main database yet');
        this.#expect(fact);
      });
    };
    // Completing a deletion promises it again: it is still to be looked at once, not twice.
    clearTimeout(this.#expected.get(fact.id));
    this.#expected.set(fact.id, setTimeout(look, patienceMs).unref());
  }

  #forget(id: string): void {
    clearTimeout(this.#expected.get(id));
    this.#expected.delete(id);
  }

  /** The vault commits while its change has the main database to itself: whoever writes there next sees how it ended. */
  async #complete(fact: NewEntry): Promise<void> {
    const context = this.house.open({ requestId: fact.requestId });
    await context.change(async (unit) => {
      if (await unit.sql.one(committedSql, [fact.subject, fact.type, fact.id])) return;
      await finish(context, unit, fact);
      unit.recordAgain(fact);
    });
    this.#forget(fact.id);
    await this.#remove(fact.id);
  }

  async #remove(id: string): Promise<void> {
    await this.house.ports.vault.transact((sql) => sql.run('delete from pending_fact where id = ?', [id]));
  }
}

/** Does in the main database what the fact tells of, beyond recording it. */
async function finish({ services }: Context, unit: Unit, { type, subject }: RecordedFact): Promise<void> {
  const userId = type === 'user.deleted' ? userIdIn(subject) : null;
  if (userId) await services.users.completeDeletion(unit, userId);
}
