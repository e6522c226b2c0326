import { Argument, type Command } from 'commander';
import { addSigningKey, makeMissingKeys } from '#platform/crypto/keys.js';
import { say, settingsOrFail } from './workplace.js';

function makeKeys(): void {
  const made = makeMissingKeys(settingsOrFail().keysDir, new Date());
  say(made.length > 0 ? `Made ${made.join(' and ')}.` : 'Every key is there.');
}

function rotateKeys(): void {
  const { keysDir } = settingsOrFail();
  makeMissingKeys(keysDir, new Date());
  say(`Made ${addSigningKey(keysDir, new Date())}. It signs from the next start on; older keys still verify.`);
}

export function registerKeys(program: Command): void {
  program.command('make-keys').description('make the keys that are missing').action(makeKeys);
  program
    .command('rotate-keys')
    .description('add a new key')
    .addArgument(new Argument('<kind>', 'which key').choices(['signing']))
    .action(rotateKeys);
}
