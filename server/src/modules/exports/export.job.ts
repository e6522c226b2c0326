import type { House } from '#kernel/context.js';
import { errors } from '#kernel/errors.js';
import type { JobHandler, JobRun } from '#kernel/jobs.js';
import type { ExportedPerson, ExportedRows } from '#kernel/personal.js';
import { dayOf } from '#kernel/row.js';
import { findUser, type UserView } from '#modules/users/index.js';
import { openDataset, toCsv, toJson, type Dataset } from './dataset.js';
import { manifestOf } from './manifest.js';
import { renderPage } from './page.js';
import { ZipWriter } from './zip.js';

/** How long an archive can be had. */
const keptMs = 24 * 60 * 60_000;
/** So that nobody fills the disk by asking. */
const mostBytes = 2 ** 30;

/** Makes one archive. */
class Archive {
  readonly #zip: ZipWriter;
  readonly #person: ExportedPerson;
  #written = 0;
  #total = 1;

  constructor(
    private readonly house: House,
    private readonly run: JobRun,
    private readonly user: UserView,
  ) {
    const asOf = house.ports.clock.now();
    this.#zip = new ZipWriter(asOf);
    this.#person = { id: user.id, asOf };
  }

  /** Begins to write; whoever reads what it answers sets the pace. */
  write(): AsyncIterable<Uint8Array> {
    this.#fill().then(
      () => this.#zip.end(),
      (error: unknown) => this.#zip.fail(error),
    );
    return this.#zip.output;
  }

  async #fill(): Promise<void> {
    const kinds = this.house.personal.flatMap(({ exported }) => ('rows' in exported ? [exported] : []));
    this.#total = await this.#measure(kinds);
    const datasets: Dataset[] = [];
    for (const kind of kinds) datasets.push(await this.#add(kind));
    const { instance, ports } = this.house;
    const { asOf: madeAt, id: personId } = this.#person;
    const facts = { ...this.user, instance: instance.publicUrl, madeAt };
    await this.#zip.add('index.html', [renderPage(facts, datasets)]);
    const manifest = manifestOf({ instance: instance.publicUrl, personId, madeAt }, this.#zip.entries);
    await this.#zip.add('manifest.json', [manifest]);
    await this.#zip.add('manifest.sig', [ports.signer.attest(Buffer.from(manifest))]);
  }

  /** How many rows will be written, each into two files; kinds that are not counted have few. */
  async #measure(kinds: readonly ExportedRows[]): Promise<number> {
    const counts = await Promise.all(kinds.map(async (kind) => kind.count?.(this.run.context, this.#person)));
    return 2 * counts.reduce<number>((sum, count) => sum + (count ?? 1), 0);
  }

  #step(): void {
    this.#written += 1;
    this.run.report(Math.min(0.99, this.#written / this.#total));
  }

  async #add(kind: ExportedRows): Promise<Dataset> {
    const dataset = await openDataset(kind, this.run.context, this.#person, () => this.#step());
    await this.#zip.add(`data/${kind.file}.json`, toJson(dataset));
    await this.#zip.add(`data/${kind.file}.csv`, toCsv(dataset, this.user.locale));
    return dataset;
  }
}

/** Makes the archive of whatever the house holds of a person, and tells the journal in the transaction that hands it over. */
export const exportData =
  (house: House): JobHandler =>
  async (run) => {
    const { job, context } = run;
    const { clock, files, reader } = house.ports;
    const user = job.ownerId === null ? null : await findUser(reader, job.ownerId);
    if (!user) throw errors.NOT_FOUND();
    const content = await files.take(new Archive(house, run, user).write(), { signal: context.signal, mostBytes });
    const now = clock.now();
    const note = {
      name: `socle-export-${dayOf(now)}.zip`,
      mediaType: 'application/zip',
      ownerId: user.id,
      expiresAt: new Date(now.getTime() + keptMs),
    };
    return async (unit) => {
      const file = await files.keep(unit, content, note);
      unit.record('data.exported', { subject: `user:${user.id}`, actorId: user.id, facts: { exportId: job.id } });
      return { fileId: file.id };
    };
  };
