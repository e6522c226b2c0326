import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { reasonOf } from '#modules/audit/index.js';
import type { JournalFault, JournalVerification } from '#kernel/ports.js';
import { OperatorError } from '#kernel/operator-error.js';
import { fail, inHouse, say } from './workplace.js';

const events = (count: number): string => `${count} ${count === 1 ? 'event' : 'events'}`;

/** The first entry that does not hold: by its number, and by its id where it is there. */
const firstBad = ({ from, to, kind, id }: JournalFault): string => {
  const number = kind === 'sealed_anew' || kind === 'checkpoint_changed' ? to : from;
  return `First bad entry: number ${number}${id ? `, ${kind === 'entries_missing' ? 'before ' : ''}id ${id}` : ''}.`;
};

function tell({ checkedEvents, uncheckedCheckpoints, fault }: JournalVerification, against: string): void {
  if (uncheckedCheckpoints > 0)
    say(`Not checked, since the keys that signed them are gone: ${uncheckedCheckpoints} of the checkpoints.`);
  if (fault) fail(`${reasonOf(fault)} ${firstBad(fault)} Up to there ${events(checkedEvents)} hold.`);
  say(`The journal holds: ${events(checkedEvents)}${against}.`);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new OperatorError(`${file} cannot be read`, 'name the file that export-checkpoint wrote', { cause });
  }
}

async function verifyAudit({ checkpoint }: { checkpoint?: string }): Promise<void> {
  await inHouse(async ({ journal }) => {
    if (checkpoint === undefined) return tell(await journal.verify(), '');
    const { isOwnKey, ...found } = await journal.verifyAgainst(read(checkpoint));
    if (!isOwnKey)
      say(`The key that signed ${checkpoint} is none of this instance (any more): trust it as you trust where it lay.`);
    tell(found, `, and the checkpoint of ${checkpoint} is among them`);
  });
}

async function exportCheckpoint(file: string): Promise<void> {
  await inHouse(async ({ journal }) => {
    const exported = await journal.exportCheckpoint();
    if (!exported) fail('Nothing was recorded yet.');
    writeFileSync(file, exported.file);
    say(`Wrote ${file}: the journal up to entry ${exported.seq}. Keep it where this machine cannot change it.`);
  });
}

export function registerAudit(program: Command): void {
  program
    .command('verify-audit')
    .description('walk the journal and its checkpoints; exit 1 and the first bad entry where they do not hold')
    .option('--checkpoint <file>', 'a checkpoint that was kept elsewhere')
    .action(verifyAudit);
  program
    .command('export-checkpoint')
    .description('write the newest signed checkpoint of the journal, to be kept elsewhere')
    .argument('<file>')
    .action(exportCheckpoint);
}
