import { resolve } from 'node:path';
import type { Command } from 'commander';
import { drill } from '../drill/drill.js';
import { requireInstance } from './backup.js';
import { recordInJournal } from './journal.js';
import { identityOf, withIdentity, type IdentityOption } from './restore.js';
import { quietLog, say, settingsOrFail } from './workplace.js';

async function prove(dir: string, options: IdentityOption): Promise<void> {
  const settings = settingsOrFail();
  requireInstance(settings);
  const { backup, madeAt, people, erased, sessions, events, seconds } = await drill(
    resolve(dir),
    settings,
    identityOf(options),
    quietLog(),
  );
  say(
    `Proven: ${backup}, made at ${madeAt}, was restored and served in ${seconds.toFixed(1)} s: ${people} people, ${sessions} sessions, ${events} events${erased > 0 ? `; ${erased} people who were erased since are not back` : ''}. Nothing of it is left.`,
  );
  await recordInJournal(settings, 'backup.drilled', {
    backup,
    people: String(people),
    sessions: String(sessions),
    events: String(events),
    ms: String(Math.round(seconds * 1000)),
  });
}

export function registerDrill(program: Command): void {
  withIdentity(program.command('drill'))
    .description('restore a backup into a throw-away place, serve it, sign in, compare, and record the proof')
    .action(prove);
}
