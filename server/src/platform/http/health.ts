import type { FastifyInstance } from 'fastify';
import { isOverdue, type BackupTimes } from '#kernel/backup-times.js';
import type { Clock } from '#kernel/ports.js';

export interface BuildInfo {
  readonly name: string;
  readonly version: string;
  readonly commit: string | null;
  readonly builtAt: string | null;
}

export interface HealthSources {
  readonly build: BuildInfo;
  readonly clock: Clock;
  /** What has to answer, by the name of its check. */
  readonly databases: Readonly<Record<'database' | 'vault', { alive(): Promise<boolean> }>>;
  backups(): Promise<BackupTimes>;
  /** How often a backup should be made; null where nobody said so. */
  readonly backupEveryMs: number | null;
  /** True from the moment the server is asked to stop. */
  isDraining(): boolean;
}

type Verdict = 'ok' | 'failing';
const verdict = (good: boolean): Verdict => (good ? 'ok' : 'failing');

const allOk = (checks: Readonly<Record<string, { readonly status: Verdict }>>): Verdict =>
  verdict(Object.values(checks).every(({ status }) => status === 'ok'));

const dayMs = 86_400_000;

/** In whole days: anybody may ask, and nobody outside is to learn at which hour this machine is busy copying. */
const daysBetween = (at: Date, now: Date): number => Math.max(0, Math.floor((now.getTime() - at.getTime()) / dayMs));

/** How old the last proof is; failing only where a schedule has stopped making backups. */
function backupCheck({ backups, backupEveryMs, clock }: HealthSources): () => Promise<object & { status: Verdict }> {
  const startedAt = clock.now();
  return async () => {
    const now = clock.now();
    const times = await backups().catch(() => null);
    if (!times) return { status: verdict(false) };
    const { madeAt, provenAt } = times;
    const since = madeAt !== null && madeAt > startedAt ? madeAt : startedAt;
    const status = verdict(!isOverdue(since, backupEveryMs, now));
    return { status, lastProvenRestoreAgeDays: provenAt && daysBetween(provenAt, now) };
  };
}

/** `/health*`, `/version` and `/status`, as the contract has them. */
export function serveHealth(fastify: FastifyInstance, sources: HealthSources): void {
  const { build, clock, databases, isDraining } = sources;
  const startedAt = clock.now().getTime();
  const backup = backupCheck(sources);
  const verdictOn = async (name: keyof HealthSources['databases']) => verdict(await databases[name].alive());
  const ready = async () => {
    return {
      process: { status: verdict(!isDraining()) },
      database: { status: await verdictOn('database') },
      vault: { status: await verdictOn('vault') },
    };
  };

  fastify.get('/health/live', async () => ({ status: 'ok', checks: { process: { status: 'ok' } } }));
  /** A late backup is somebody's worry, but no reason to turn people away. */
  const healthy = async () => ({ ...(await ready()), backup: await backup() });
  for (const [path, check] of [
    ['/health', healthy],
    ['/health/ready', ready],
  ] as const)
    fastify.get(path, async (_request, reply) => {
      const checks = await check();
      const status = allOk(checks);
      return reply.code(status === 'ok' ? 200 : 503).send({ status, checks });
    });
  fastify.get('/version', async () => build);
  fastify.get('/status', async () => {
    const now = clock.now();
    const database = await verdictOn('database');
    const uptimeS = Math.max(0, Math.round((now.getTime() - startedAt) / 1000));
    return { status: database, version: build.version, uptimeS, database, time: now.toISOString() };
  });
}
