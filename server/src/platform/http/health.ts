import type { FastifyInstance } from 'fastify';
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
  /** True where the database answers. */
  databaseAlive(): Promise<boolean>;
  /** True from the moment the server is asked to stop. */
  isDraining(): boolean;
}

type Verdict = 'ok' | 'failing';
const verdict = (good: boolean): Verdict => (good ? 'ok' : 'failing');

/** `/health*`, `/version` and `/status`, as the contract has them. */
export function serveHealth(
  fastify: FastifyInstance,
  { build, clock, databaseAlive, isDraining }: HealthSources,
): void {
  const startedAt = clock.now().getTime();
  const ready = async () => {
    const checks = {
      process: { status: verdict(!isDraining()) },
      database: { status: verdict(await databaseAlive()) },
    };
    return { status: verdict(Object.values(checks).every(({ status }) => status === 'ok')), checks };
  };

  fastify.get('/health/live', async () => ({ status: 'ok', checks: { process: { status: 'ok' } } }));
  for (const path of ['/health', '/health/ready'])
    fastify.get(path, async (_request, reply) => {
      const answer = await ready();
      return reply.code(answer.status === 'ok' ? 200 : 503).send(answer);
    });
  fastify.get('/version', async () => build);
  fastify.get('/status', async () => {
    const now = clock.now();
    const database = verdict(await databaseAlive());
    const uptimeS = Math.max(0, Math.round((now.getTime() - startedAt) / 1000));
    return { status: database, version: build.version, uptimeS, database, time: now.toISOString() };
  });
}
