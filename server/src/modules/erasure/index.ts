import type { Listener, Module } from '#kernel/module.js';
import { ErasureMark } from './erasure.entity.js';
import { enterDeleted } from './ledger-keeping.js';
import { personal } from './personal.js';
import { replayLedger } from './replay.js';

/** Whoever was erased stays erased, whatever is restored. */
export const erasure = {
  name: 'erasure',
  needs: ['users', 'vault'],
  entities: [ErasureMark],
  personal,
  prepare: replayLedger,
  beforeCommit: enterDeleted,
  listeners: ({ ports }): Listener[] => [({ type }) => void (type === 'user.deleted' && ports.main.scrub())],
} satisfies Module<'erasure'>;
