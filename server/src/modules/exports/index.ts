import type { Module } from '#kernel/module.js';
import { exportData } from './export.job.js';
import { ExportResolver } from './export.resolver.js';
import { exportKind, ExportService } from './export.service.js';
import './vocabulary.js';

declare module '#kernel/context.js' {
  interface Services {
    exports: ExportService;
  }
}

/** What the house holds of a person, as an archive for that person. */
export const exports = {
  name: 'exports',
  needs: ['users'],
  resolvers: [ExportResolver],
  services: (context) => new ExportService(context),
  jobs: (house) => ({ [exportKind]: exportData(house) }),
} satisfies Module<'exports'>;
