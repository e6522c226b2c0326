// Before any module alone: words are declared in the order of the modules.
import './modules.js';
import { join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { backupTimes } from '#kernel/backup-times.js';
import type { Context, House, Ports } from '#kernel/context.js';
import { visitor, type Identity } from '#kernel/identity.js';
import type { IdentifyStrategy } from '#kernel/module.js';
import type { Clock } from '#kernel/ports.js';
import { maxCostOf } from '#modules/users/index.js';
import { knowsMasterKey } from '#modules/vault/index.js';
import { createHasher } from '#platform/crypto/hasher.js';
import { hasNoKeys, makeMissingKeys, readKeyRing, type KeyRing } from '#platform/crypto/keys.js';
import { addMasterKey, masterKeyVersions } from '#platform/crypto/master-keys.js';
import { createSealer } from '#platform/crypto/sealer.js';
import { createSigner } from '#platform/crypto/signer.js';
import { Statements } from '#platform/crypto/statements.js';
import type { Database } from '#platform/database/database.js';
import type { OpenStore } from '#platform/database/store.js';
import { openErasureLedger } from '#platform/erasure-ledger.js';
import { makeFolder } from '#platform/folder.js';
import { rulesOf } from '#platform/graphql/access.js';
import { startApollo } from '#platform/graphql/apollo.js';
import { Gate } from '#platform/graphql/gate.js';
import { Plans } from '#platform/graphql/plans.js';
import { buildHouseSchema } from '#platform/graphql/schema.js';
import { protect } from '#platform/graphql/shield.js';
import { createSecretCookie } from '#platform/http/secret-cookie.js';
import { createHttp, type HttpOptions } from '#platform/http/server.js';
import { holdInstance } from '#platform/instance-lock.js';
import { Chain } from '#platform/journal/chain.js';
import { Journal } from '#platform/journal/journal.js';
import { createMemoryLimiter } from '#platform/limits/memory.js';
import { createOutbox } from '#platform/mail/outbox.js';
import type { Logger } from '#platform/telemetry/log.js';
import { createMetrics, type Metrics } from '#platform/telemetry/metrics.js';
import { projectRoot, readBuildInfo } from './build-info.js';
import { openMain, openVault } from './databases.js';
import { createHouse } from './house.js';
import { modules } from './modules.js';
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

/** The keys of these settings; outside production they are made where there are none at all. */
function openKeys({ keysDir, production }: Settings, clock: Clock): KeyRing {
  if (!production && hasNoKeys(keysDir)) makeMissingKeys(keysDir, clock.now());
  return readKeyRing(keysDir);
}

interface Databases {
  readonly database: Database;
  readonly vault: OpenStore;
}

async function openDatabases(settings: Settings, log: Logger): Promise<Databases> {
  const database = await openMain(settings, log);
  const vault = openVault(settings, log);
  const names = [...(await database.migrate()), ...(await vault.migrate())];
  if (names.length > 0) log.info({ event: 'database.migrated', migrations: names }, 'database migrated');
  return { database, vault };
}

/** Outside production a vault that was never used gets its key by itself; one that was used waits for the right one. */
async function makeFirstMasterKey({ keysDir, production }: Settings, { vault }: Databases): Promise<void> {
  if (production || masterKeyVersions(keysDir).length > 0 || (await knowsMasterKey(vault.reader))) return;
  addMasterKey(keysDir, 1);
}

interface Kept extends Databases {
  readonly chain: Chain;
  readonly journal: Journal;
}

/** What outlives a process: the databases, migrated, and the journal in them. */
async function openKept(settings: Settings, keys: KeyRing, clock: Clock, log: Logger): Promise<Kept> {
  const databases = await openDatabases(settings, log);
  await makeFirstMasterKey(settings, databases);
  const { database } = databases;
  const [chain, statements] = [new Chain(keys.journal), new Statements(keys.signing)];
  const { modules: own, publicUrl } = settings;
  const journal = new Journal({ database, chain, statements, clock, log, publicUrl, ...own.audit });
  return { ...databases, chain, journal };
}

type OwnPorts = Pick<Ports, 'reader' | 'main' | 'journal' | 'vault'>;

function openPorts(settings: Settings, keys: KeyRing, clock: Clock, own: OwnPorts): Ports {
  return {
    clock,
    hasher: createHasher(),
    signer: createSigner(keys.signing, settings.publicUrl),
    sealer: createSealer(keys.sealing),
    limiter: createMemoryLimiter(settings.limitsFactor, clock),
    mailer: createOutbox(join(settings.dataDir, 'outbox'), settings.publicUrl, clock),
    masterKeys: keys.master,
    erasures: openErasureLedger(settings.erasureLedger, keys.erasure),
    sealerOf: createSealer,
    ...own,
  };
}

async function identify(strategies: readonly IdentifyStrategy[], request: FastifyRequest): Promise<Identity> {
  const { authorization } = request.headers;
  for (const strategy of strategies) {
    const identity = await strategy({ authorization }, request.id);
    if (identity) return identity;
  }
  return visitor;
}

/** Answers what opens a context for an HTTP request: identified, with its cookie. */
function contextOpener(house: House): HttpOptions['contextOf'] {
  const strategies = modules.flatMap((module) => (module.identify ? [module.identify(house)] : []));
  const cookieOptions = { publicUrl: house.instance.publicUrl, clock: house.ports.clock };
  return async (request, reply, signal): Promise<Context> =>
    house.open({
      requestId: request.id,
      identity: await identify(strategies, request),
      signal,
      client: { address: request.ip, userAgent: request.headers['user-agent'] ?? '' },
      refreshCookie: createSecretCookie(request, reply, cookieOptions, 'socle_rt'),
      deviceCookie: createSecretCookie(request, reply, cookieOptions, 'socle_device'),
    });
}

async function welcomeTo(house: House, journal: Journal): Promise<void> {
  journal.start();
  for (const module of modules) await module.opened?.(house);
}

/** What the modules have begun ends before the databases do. */
async function closeKept(house: House, { vault, database }: Databases): Promise<void> {
  for (const module of modules) module.closing?.(house);
  await vault.close();
  await database.close();
}

/** Opens the house: keys, database, migrations, modules, GraphQL, HTTP. It does not listen yet. */
export async function createApp(options: AppOptions): Promise<App> {
  const { settings, log, clock = systemClock, announce = () => undefined } = options;
  makeFolder(settings.dataDir);
  const lock = holdInstance(settings.dataDir);
  const keys = openKeys(settings, clock);
  const { database, vault, chain, journal } = await openKept(settings, keys, clock, log);
  const ports = openPorts(settings, keys, clock, { reader: database.reader, main: database, journal, vault });
  const build = readBuildInfo();
  const backups = () => backupTimes(database.reader);
  const metrics = createMetrics(build.version, { clock, backups });
  const open = buildHouseSchema(modules);
  const access = rulesOf(open);
  const parts = { settings, build, ports, access, log, announce, database, chain, metrics, modules };
  const { house, follower } = createHouse(parts);
  for (const module of modules) await module.prepare?.(house);

  const schema = protect(open, (context) => context.settings.sessions.freshForMs);
  const gate = new Gate(schema, costLimit);
  const plans = new Plans(schema, gate);
  const apollo = await startApollo(schema, { introspection: settings.introspection, gate, plans }, log);
  const backupEveryMs = settings.backups.everyMs;
  let draining = false;
  const http = await createHttp({
    apollo,
    gate,
    plans,
    contextOf: contextOpener(house),
    metrics,
    sites: { own: settings.publicUrl, allowed: settings.corsOrigins },
    health: { build, clock, databases: { database, vault }, isDraining: () => draining, backups, backupEveryMs },
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
    journal,
    vault,
    http,
    metrics,
    plans,
    welcome: () => welcomeTo(house, journal),
    drain: () => void (draining = true),
    async close() {
      follower.stop();
      await journal.stop();
      await http.close();
      await apollo.stop();
      await closeKept(house, { vault, database });
      lock.release();
    },
  };
}
