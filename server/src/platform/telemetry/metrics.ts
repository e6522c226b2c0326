import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { BackupTimes } from '#kernel/backup-times.js';
import type { Clock } from '#kernel/ports.js';
import { securityHeaders } from '../http/headers.js';

/** The house's own measurements. Every label's values come from a closed set (catalogue A9). */
export interface Metrics {
  readonly registry: Registry;
  countEvent(type: string, outcome: string): void;
  countError(code: string): void;
  countBackupFailure(): void;
  /** Counts an attempt at a job by how it came out. */
  countJob(kind: string, outcome: string): void;
  observeRequest(operation: string, status: number, seconds: number): void;
}

/** What is asked for when somebody looks at the metrics. */
export interface MetricsSources {
  readonly clock: Clock;
  backups(): Promise<BackupTimes>;
}

/** Ages of what never happened are infinite: an alert on a great age holds for those, too. */
function measureBackupAges({ clock, backups }: MetricsSources, registers: Registry[]): void {
  const ageOf = (at: Date | null): number =>
    at === null ? Infinity : Math.max(0, (clock.now().getTime() - at.getTime()) / 1000);
  const gauge = (what: string, help: string, timeOf: (times: BackupTimes) => Date | null): Gauge =>
    new Gauge({
      name: `socle_backup_last_${what}_age_seconds`,
      help,
      registers,
      async collect() {
        this.set(
          await backups().then(
            (times) => ageOf(timeOf(times)),
            () => NaN,
          ),
        );
      },
    });
  gauge('made', 'Time since the last backup was made.', ({ madeAt }) => madeAt);
  gauge('proven_restore', 'Time since a drill last proved a backup.', ({ provenAt }) => provenAt);
}

/** A registry of its own for each house, so that several can live in one process. */
export function createMetrics(version: string, sources: MetricsSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'socle_' });
  const registers = [registry];
  new Gauge({
    name: 'socle_build_info',
    help: 'Always 1; the version is the label.',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);
  const events = new Counter({
    name: 'socle_events_total',
    help: 'Recorded events by type.',
    labelNames: ['type', 'outcome'],
    registers,
  });
  const failures = new Counter({
    name: 'socle_errors_total',
    help: 'GraphQL errors sent, by code.',
    labelNames: ['code'],
    registers,
  });
  const jobs = new Counter({
    name: 'socle_jobs_total',
    help: 'Attempts at jobs in the background, by kind and how they came out.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const requests = new Histogram({
    name: 'socle_http_request_duration_seconds',
    help: 'Time from a request to its answer, by kind of route and status class.',
    labelNames: ['route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const backupFailures = new Counter({
    name: 'socle_backup_failures_total',
    help: 'Scheduled backups that could not be made.',
    registers,
  });
  measureBackupAges(sources, registers);
  return {
    registry,
    countEvent: (type, outcome) => events.inc({ type, outcome }),
    countBackupFailure: () => backupFailures.inc(),
    countError: (code) => failures.inc({ code }),
    countJob: (kind, outcome) => jobs.inc({ kind, outcome }),
    observeRequest: (route, status, seconds) =>
      requests.observe({ route, status: `${Math.floor(status / 100)}xx` }, seconds),
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Serves `/metrics` on a port of its own; with a token, only to its bearer, compared in constant time. */
export async function serveMetrics(
  metrics: Metrics,
  at: { host: string; port: number; token: string | null },
): Promise<Server> {
  const allowed = (header: string | undefined): boolean =>
    at.token === null || timingSafeEqual(digest(header ?? ''), digest(`Bearer ${at.token}`));
  const server = createServer((request, response) => {
    response.setHeaders(new Map(Object.entries(securityHeaders(null))));
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    if (!allowed(request.headers.authorization))
      return void response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
    metrics.registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(at.port, at.host, resolve);
  });
  return server;
}
