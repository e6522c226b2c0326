import type { Module } from '#kernel/module.js';
import { AuditResolver } from './audit.resolver.js';
import { AuditService } from './audit.service.js';
import { personal } from './personal.js';
import { definitions, read, type AuditSettings } from './settings.js';
import './vocabulary.js';

export { reasonOf } from './audit.service.js';

declare module '#kernel/context.js' {
  interface Services {
    audit: AuditService;
  }
  interface ModuleSettings {
    audit: AuditSettings;
  }
}

/** Reads the journal: lists, one's own activity, verification. Needed by nobody. */
export const audit = {
  name: 'audit',
  needs: ['users'],
  settings: { definitions, read },
  personal,
  resolvers: [AuditResolver],
  services: (context) => new AuditService(context),
} satisfies Module<'audit'>;
