import type { AccessRules } from '#kernel/access.js';
import type { House, Origin, Ports } from '#kernel/context.js';
import { userIdIn, type RecordedFact } from '#kernel/events.js';
import { visitor } from '#kernel/identity.js';
import type { BeforeCommit, Listener, Module, Standing } from '#kernel/module.js';
import type { SecretCookie } from '#kernel/ports.js';
import { createChange } from '#platform/database/change.js';
import type { Database } from '#platform/database/database.js';
import type { BuildInfo } from '#platform/http/health.js';
import type { Chain } from '#platform/journal/chain.js';
import { JournalFollower } from '#platform/journal/follower.js';
import type { Entry } from '#platform/journal/rows.js';
import type { Logger } from '#platform/telemetry/log.js';
import type { Metrics } from '#platform/telemetry/metrics.js';
import { HouseContext, servicesOf, type Shared } from './house-context.js';
import { personal } from './personal.js';
import type { Settings } from './settings.js';

export interface HouseParts {
  readonly settings: Pick<Settings, 'publicUrl' | 'backups' | 'modules'>;
  readonly build: BuildInfo;
  readonly ports: Ports;
  readonly access: AccessRules;
  readonly log: Logger;
  readonly announce: (message: string) => void;
  readonly database: Database;
  readonly chain: Chain;
  readonly metrics: Metrics;
  readonly modules: readonly Module[];
}

const noCookie: SecretCookie = { read: () => undefined, keep: () => undefined, forget: () => undefined };

/** The origin of the house's own work. */
const ownOrigin: Omit<Origin, 'requestId'> = {
  identity: visitor,
  client: { address: '', userAgent: '' },
  signal: new AbortController().signal,
  refreshCookie: noCookie,
  deviceCookie: noCookie,
};

async function hear(fact: RecordedFact, listeners: readonly Listener[], log: Logger): Promise<void> {
  for (const listener of listeners)
    try {
      await listener(fact);
    } catch (error) {
      log.error({ event: 'listener.failed', type: fact.type, err: error }, 'a listener failed');
    }
}

/** Counts and logs what was committed. */
function note({ type, outcome, actorId, subject, requestId, facts }: RecordedFact, { log, metrics }: HouseParts): void {
  metrics.countEvent(type, outcome);
  log.info({ event: type, outcome, actorId, subject, requestId, ...facts }, type);
}

/** What the house itself keeps for somebody goes in the transaction that deletes them, before what the modules make final elsewhere. */
const forgetDeleted =
  ({ files, jobs }: Ports): BeforeCommit =>
  async (facts, unit) => {
    for (const { subject } of facts.filter(({ type }) => type === 'user.deleted')) {
      const userId = userIdIn(subject);
      if (!userId) continue;
      await jobs.forget(unit, userId);
      await files.forget(unit, userId);
    }
  };

/** Joins ports, database and modules into a house that opens contexts. */
export function createHouse(parts: HouseParts): { house: House; follower: JournalFollower } {
  const { access, build, chain, database, modules, ports, log, settings } = parts;
  const listeners: Listener[] = [];
  const followers: Listener[] = [];
  const follower = new JournalFollower(database, log, (fact) => hear(fact, followers, log));

  const announceFacts = async (facts: readonly Entry[]): Promise<void> => {
    for (const fact of facts) {
      follower.note(fact);
      note(fact, parts);
      await hear(fact, [...followers, ...listeners], log);
    }
  };
  const standings: Standing[] = [];
  const beforeCommits: BeforeCommit[] = [forgetDeleted(ports)];
  const changeParts = { database, chain, clock: ports.clock, standings, beforeCommits, announce: announceFacts };
  const shared: Shared = {
    instance: {
      version: build.version,
      publicUrl: settings.publicUrl,
      backupEveryMs: settings.backups.everyMs,
    },
    settings: settings.modules,
    ports,
    access,
    log,
    servicesFor: servicesOf(modules),
    changeFor: (origin) => createChange(changeParts, origin),
  };
  const house: House = {
    instance: shared.instance,
    settings: settings.modules,
    ports,
    access,
    personal,
    log,
    announce: parts.announce,
    open: (origin) => new HouseContext(shared, { ...ownOrigin, ...origin }),
  };
  standings.push(...modules.flatMap((module) => module.standing?.(house) ?? []));
  beforeCommits.push(...modules.flatMap((module) => module.beforeCommit?.(house) ?? []));
  listeners.push(...modules.flatMap((module) => module.listeners?.(house) ?? []));
  followers.push(...modules.flatMap((module) => module.followers?.(house) ?? []));
  return { house, follower };
}
