// Before any module alone: words are declared in the order of the modules.
import './modules.js';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { backupTimes } from '#kernel/backup-times.js';
import type { House } from '#kernel/context.js';
import type { Identity } from '#kernel/identity.js';
import type { Clock } from '#kernel/ports.js';
import { maxCostOf } from '#modules/users/index.js';
import type { Database } from '#platform/database/database.js';
import type { OpenStore } from '#platform/database/store.js';
import { makeFolder } from '#platform/folder.js';
import { rulesOf } from '#platform/graphql/access.js';
import { startApollo } from '#platform/graphql/apollo.js';
import { Gate } from '#platform/graphql/gate.js';
import { Plans } from '#platform/graphql/plans.js';
import { buildHouseSchema } from '#platform/graphql/schema.js';
import { protect } from '#platform/graphql/shield.js';
import type { BuildInfo } from '#platform/http/health.js';
import { createHttp } from '#platform/http/server.js';
import { holdInstance } from '#platform/instance-lock.js';
import { Chain } from '#platform/journal/chain.js';
import type { Journal } from '#platform/journal/journal.js';
import type { Logger } from '#platform/telemetry/log.js';
import { createMetrics, type Metrics } from '#platform/telemetry/metrics.js';
import { createBackground, type Background } from './background.js';
import { projectRoot, readBuildInfo } from './build-info.js';
import { doors } from './doors.js';
import { createHouse } from './house.js';
import { closeKept, openKept, type Kept } from './kept.js';
import { modules } from './modules.js';
import { openPorts } from './ports.js';
import type { Settings } from './settings.js';

export interface AppOptions {
  readonly settings: Settings;
  readonly log: Logger;
  readonly clock?: Clock;
  /** Tells the person at the terminal something to act on. */
  readonly announce?: (message: string) => void;
  /** The built client; none is served where the folder does not exist. */
  readonly clientFolder?: string;
}

/** A house that runs: what main listens with, tests call, and the command line works in. */
export interface App {
  readonly house: House;
  readonly database: Database;
  /** Seals the journal. */
  readonly chain: Chain;
  readonly journal: Journal;
  readonly vault: OpenStore;
  readonly http: FastifyInstance;
  readonly metrics: Metrics;
  /** What was compiled of the operations that came again. */
  readonly plans: Plans;
  readonly background: Background;
  /** Tells the modules that the house is open to people: only once its ports are its own. */
  welcome(): Promise<void>;
  /** From now on `/health/ready` fails, so that a balancer turns away. */
  drain(): void;
  close(): Promise<void>;
}

/** Visitors can afford little; of people, those who administer the most. */
const costLimit = (identity: Identity): number => {
  if (identity.kind === 'service') return Infinity;
  return identity.kind === 'visitor' ? 100 : maxCostOf(identity.role);
};

const systemClock: Clock = { now: () => new Date() };

/** What tells how the house is, but for whether it is closing. */
const healthOf = (settings: Settings, build: BuildInfo, clock: Clock, { database, vault }: Kept) => ({
  build,
  clock,
  databases: { database, vault },
  backups: () => backupTimes(database.reader),
  backupEveryMs: settings.backups.everyMs,
});

async function welcomeTo(house: House, journal: Journal): Promise<void> {
  journal.start();
  for (const module of modules) await module.opened?.(house);
}

/** Opens the house: keys, database, migrations, modules, GraphQL, HTTP. It does not listen yet. */
export async function createApp(options: AppOptions): Promise<App> {
  const { settings, log, clock = systemClock, announce = () => undefined } = options;
  makeFolder(settings.dataDir);
  const lock = holdInstance(settings.dataDir);
  const kept = await openKept(settings, clock, log);
  const { database, keys, vault } = kept;
  const chain = new Chain(keys.journal);
  const ports = openPorts({ ...kept, settings, log, chain, clock });
  const build = readBuildInfo();
  const health = healthOf(settings, build, clock, kept);
  const metrics = createMetrics(build.version, health);
  const open = buildHouseSchema(modules);
  const parts = { settings, build, ports, access: rulesOf(open), log, announce, database, chain, metrics, modules };
  const { house, follower } = createHouse(parts);
  const background = createBackground({ ...parts, ...ports, house });
  for (const module of modules) await module.prepare?.(house);

  const schema = protect(open, (context) => context.settings.sessions.freshForMs);
  const gate = new Gate(schema, costLimit);
  const plans = new Plans(schema, gate);
  const apollo = await startApollo(schema, { introspection: settings.introspection, gate, plans }, log);
  let draining = false;
  const http = await createHttp({
    apollo,
    gate,
    plans,
    ...doors(house),
    files: ports.files,
    metrics,
    sites: { own: settings.publicUrl, allowed: settings.corsOrigins },
    health: { ...health, isDraining: () => draining },
    signer: ports.signer,
    log,
    clientFolder: options.clientFolder ?? join(projectRoot, 'client', 'build'),
    trustedProxyHops: settings.trustedProxyHops,
  });
  await follower.start();

  return {
    house,
    database,
    chain,
    journal: ports.journal,
    vault,
    http,
    metrics,
    plans,
    background,
    welcome: () => welcomeTo(house, ports.journal),
    drain: () => void (draining = true),
    async close() {
      follower.stop();
      await ports.journal.stop();
      await Promise.all([background.stop(), http.close()]);
      await apollo.stop();
      await closeKept(house, kept);
      lock.release();
    },
  };
}
