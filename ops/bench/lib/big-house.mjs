import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { fingerprint, readStamp, writeStamp } from '#scripts/fingerprint.mjs';
import { ownNode, serverProgram } from '#scripts/house.mjs';
import { run } from '#scripts/run.mjs';
import { say, seconds } from '#scripts/tell.mjs';
import { startHouse, withoutLimits } from './house.mjs';
import { keptFolder } from './workplace.mjs';

/** Whatever of it changes, the people must be made anew. */
const sources = ['server/migrations', 'server/seeds', 'server/src/commands/seed.ts'];
const isTest = (path) => path.endsWith('.test.ts');

/** The pseudo of the person of that number, from 1. */
export const pseudoOf = (number) => `person-${String(number).padStart(7, '0')}`;
export const emailOf = (number) => `${pseudoOf(number)}@example.org`;

async function seed(folder, users) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  say(`Making a house of ${users.toLocaleString('en')} people, kept for the next run; this one takes longer for it …`);
  const seeding = [serverProgram('cli.js'), 'seed', 'scale', '--users', String(users)];
  const { code, output, ms } = await run(ownNode, seeding, { env: { ...withoutLimits, DATA_DIR: folder } });
  if (code !== 0) throw new Error(`people cannot be made.\n${output}`);
  say(`Made in ${seconds(ms)}.`);
}

/** The folder of a house of so many people, made where it is missing or out of date. */
export async function bigFolder(users) {
  const [folder, stamp] = [keptFolder(`people-${users}`), `bench-people-${users}`];
  const print = fingerprint(sources, isTest);
  if (existsSync(folder) && readStamp(stamp) === print) return folder;
  await seed(folder, users);
  writeStamp(stamp, print);
  return folder;
}

/** Starts the server in a house of so many people. */
export const startBigHouse = async (users) => startHouse(await bigFolder(users), withoutLimits);
