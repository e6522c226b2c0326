import { Command } from 'commander';
// Before any command: words are declared in the order of the modules.
import './modules.js';
import { registerAudit } from './commands/audit.js';
import { registerBackup } from './commands/backup.js';
import { registerDoctor } from './commands/doctor.js';
import { registerDrill } from './commands/drill.js';
import { registerEmitSchema } from './commands/emit-schema.js';
import { registerKeys } from './commands/keys.js';
import { registerMigrate } from './commands/migrate.js';
import { registerNewMigration } from './commands/new-migration.js';
import { registerPromote } from './commands/promote.js';
import { registerRestore } from './commands/restore.js';
import { registerSeed } from './commands/seed.js';
import { failPlainly } from './commands/workplace.js';
import { readBuildInfo } from './build-info.js';

const program = new Command('socle')
  .description('Operates a Socle instance. Same settings as the server.')
  .version(readBuildInfo().version)
  .showHelpAfterError();

for (const register of [
  registerPromote,
  registerMigrate,
  registerKeys,
  registerSeed,
  registerAudit,
  registerBackup,
  registerRestore,
  registerDrill,
  registerDoctor,
  registerEmitSchema,
  registerNewMigration,
])
  register(program);

await program.parseAsync().catch(failPlainly);
