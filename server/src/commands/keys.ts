import { Argument, type Command } from 'commander';
import { newId } from '#kernel/entity.js';
import type { Progress } from '#modules/vault/index.js';
import { addSigningKey, keyIdOf, makeMissingKeys } from '#platform/crypto/keys.js';
import { addMasterKey } from '#platform/crypto/master-keys.js';
import { fail, inHouse, say, settingsOrFail } from './workplace.js';

function makeKeys(): void {
  const made = makeMissingKeys(settingsOrFail().keysDir, new Date());
  say(made.length > 0 ? `Made ${made.join(' and ')}.` : 'Every key is there.');
}

/** The key is made in the transaction of its event: where it cannot be written down there is no new key. */
async function rotateSigningKey(): Promise<void> {
  const { keysDir } = settingsOrFail();
  makeMissingKeys(keysDir, new Date());
  const file = await inHouse(({ house }) =>
    house.open({ requestId: newId() }).change(async (unit) => {
      const made = addSigningKey(keysDir, unit.now);
      unit.record('keys.rotated', { subject: `key:${keyIdOf(made)}`, facts: { kind: 'signing' } });
      return made;
    }),
  );
  say(`Made ${file}. It signs from the next start on; older keys still verify.`);
}

const tellEveryMs = 1_000;

/** Says how far it has come, once a second and at the end. */
function teller(): (progress: Progress) => void {
  let saidAt = 0;
  return ({ done, total }) => {
    if (done < total && Date.now() - saidAt < tellEveryMs) return;
    saidAt = Date.now();
    say(`Wrapped ${done} of ${total} keys anew.`);
  };
}

/** Works beside a running server, which learns of the new key when it first meets it. */
async function rotateMasterKey(): Promise<void> {
  const { damaged, file } = await inHouse(async ({ house }, { keysDir }) => {
    const { rotation } = house.open({ requestId: newId() }).services.vault;
    const makeKey = (version: number): void => say(`Made ${addMasterKey(keysDir, version)}.`);
    const { version, damaged } = await rotation.run(makeKey, teller());
    return { damaged, file: house.ports.masterKeys.fileOf(version) };
  });
  if (damaged > 0)
    fail(
      `${damaged} keys do not open and stay as they are: the rotation is not finished. See the runbook about tampering.`,
    );
  say(`Every key of the vault is wrapped by ${file} now, and by no older one.
Copy the keys to where you keep backups. An older file opens nothing but older backups: remove it once none is kept.`);
}

const rotations = { signing: rotateSigningKey, vault: rotateMasterKey };

export function registerKeys(program: Command): void {
  program.command('make-keys').description('make the keys that are missing').action(makeKeys);
  program
    .command('rotate-keys')
    .description('add a new key; for the vault, also wrap every person’s key by it, or go on where that stopped')
    .addArgument(new Argument('<kind>', 'which key').choices(Object.keys(rotations)))
    .action((kind: keyof typeof rotations) => rotations[kind]());
}
