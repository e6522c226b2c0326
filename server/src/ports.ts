import { join } from 'node:path';
import type { Ports } from '#kernel/context.js';
import type { Clock } from '#kernel/ports.js';
import { createHasher } from '#platform/crypto/hasher.js';
import { createSealer } from '#platform/crypto/sealer.js';
import { createSigner } from '#platform/crypto/signer.js';
import { Statements } from '#platform/crypto/statements.js';
import { openErasureLedger } from '#platform/erasure-ledger.js';
import { FileStore } from '#platform/files/store.js';
import { JobQueue } from '#platform/jobs/queue.js';
import type { Chain } from '#platform/journal/chain.js';
import { Journal } from '#platform/journal/journal.js';
import { createMemoryLimiter } from '#platform/limits/memory.js';
import { createOutbox } from '#platform/mail/outbox.js';
import type { Logger } from '#platform/telemetry/log.js';
import type { Kept } from './kept.js';
import type { Settings } from './settings.js';

/** What the house itself needs of them, beside what every module may use. */
export interface OpenPorts extends Ports {
  readonly jobs: JobQueue;
  readonly files: FileStore;
  readonly journal: Journal;
}

export interface PortParts extends Kept {
  readonly settings: Settings;
  readonly log: Logger;
  readonly chain: Chain;
  readonly clock: Clock;
}

/** Opens every port with the driver that the settings choose. */
export function openPorts({ settings, log, keys, chain, clock, database, vault }: PortParts): OpenPorts {
  const { dataDir, publicUrl } = settings;
  const { sealing: sealingKey, signing } = keys;
  const [sealer, statements] = [createSealer(sealingKey), new Statements(signing)];
  return {
    clock,
    hasher: createHasher(),
    signer: createSigner(signing, publicUrl),
    sealer,
    sealerOf: createSealer,
    limiter: createMemoryLimiter(settings.limitsFactor, clock),
    mailer: createOutbox(join(dataDir, 'outbox'), publicUrl, clock),
    masterKeys: keys.master,
    erasures: openErasureLedger(settings.erasureLedger, keys.erasure),
    reader: database.reader,
    main: database,
    vault,
    journal: new Journal({ database, chain, statements, clock, log, publicUrl, ...settings.modules.audit }),
    jobs: new JobQueue(database.reader),
    files: new FileStore({ folder: settings.filesDir, sealingKey, sealer, database, clock, log, publicUrl }),
  };
}
