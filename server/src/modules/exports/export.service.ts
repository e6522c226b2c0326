import type { Context } from '#kernel/context.js';
import { errors } from '#kernel/errors.js';
import { assertUser } from '#kernel/identity.js';
import type { Job } from '#kernel/jobs.js';
import type { DataExportType } from './export.type.js';

export const exportKind = 'data-export';

/** How many archives somebody may have made in a day. */
const allowance = { tries: 5, perSeconds: 86_400 };

const isUnderWay = ({ status }: Job): boolean => status === 'QUEUED' || status === 'RUNNING';

/** The verbs on the archives of what the house holds of a person: always of the caller, and nobody else. */
export class ExportService {
  constructor(private readonly context: Context) {}

  /** Has an archive made; one that is under way is answered again. */
  async request(): Promise<DataExportType> {
    const { change, identity, ports } = this.context;
    const { id: ownerId } = assertUser(identity);
    const newest = await ports.jobs.newest(exportKind, ownerId);
    if (newest && isUnderWay(newest)) return this.#view(newest);
    const retryAfterS = await ports.limiter.take(`data-export:${ownerId}`, allowance);
    if (retryAfterS !== null) throw errors.RATE_LIMITED({ retryAfterS });
    const key = `${exportKind}:${ownerId}`;
    return this.#view(
      await change((unit) => ports.jobs.enqueue(unit, { kind: exportKind, payload: {}, ownerId, key })),
    );
  }

  /** One that the caller asked for; NOT_FOUND where it is not theirs. */
  async get(id: string): Promise<DataExportType> {
    return this.#view(await this.#own(id));
  }

  /** The one that the caller asked for last, as long as it is remembered. */
  async newest(): Promise<DataExportType | null> {
    const { identity, ports } = this.context;
    const job = await ports.jobs.newest(exportKind, assertUser(identity).id);
    return job && this.#view(job);
  }

  /** Gives up an archive that is not ready yet. */
  async cancel(id: string): Promise<DataExportType> {
    const { change, ports } = this.context;
    await this.#own(id);
    await change((unit) => ports.jobs.cancel(unit, id));
    return this.get(id);
  }

  async #own(id: string): Promise<Job> {
    const { identity, ports } = this.context;
    const job = await ports.jobs.find(id);
    if (job?.kind !== exportKind || job.ownerId !== assertUser(identity).id) throw errors.NOT_FOUND();
    return job;
  }

  async #view({ id, status, progress, createdAt, result }: Job): Promise<DataExportType> {
    const { files } = this.context.ports;
    const file = result?.['fileId'] ? await files.find(result['fileId']) : null;
    const link = file && files.linkTo(file);
    return {
      ...{ id, status, progress, requestedAt: createdAt },
      downloadUrl: link?.url ?? null,
      expiresAt: link?.expiresAt ?? null,
      keptUntil: file?.expiresAt ?? null,
      sizeBytes: file?.sizeBytes ?? null,
    };
  }
}
