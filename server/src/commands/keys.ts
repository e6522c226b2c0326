import { Argument, type Command } from 'commander';
import { newId } from '#kernel/entity.js';
import { addSigningKey, keyIdOf, makeMissingKeys } from '#platform/crypto/keys.js';
import { inHouse, say, settingsOrFail } from './workplace.js';

function makeKeys(): void {
  const made = makeMissingKeys(settingsOrFail().keysDir, new Date());
  say(made.length > 0 ? `Made ${made.join(' and ')}.` : 'Every key is there.');
}

/** The key is made in the transaction of its event: where it cannot be written down there is no new key. */
async function rotateKeys(kind: 'signing'): Promise<void> {
  const { keysDir } = settingsOrFail();
  makeMissingKeys(keysDir, new Date());
  const file = await inHouse(({ house }) =>
    house.open({ requestId: newId() }).change(async (unit) => {
      const made = addSigningKey(keysDir, unit.now);
      unit.record('keys.rotated', { subject: `key:${keyIdOf(made)}`, facts: { kind } });
      return made;
    }),
  );
  say(`Made ${file}. It signs from the next start on; older keys still verify.`);
}

export function registerKeys(program: Command): void {
  program.command('make-keys').description('make the keys that are missing').action(makeKeys);
  program
    .command('rotate-keys')
    .description('add a new key')
    .addArgument(new Argument('<kind>', 'which key').choices(['signing']))
    .action(rotateKeys);
}
