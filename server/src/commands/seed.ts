import { randomBytes } from 'node:crypto';
import { InvalidArgumentError, type Command } from 'commander';
import { User } from '#modules/users/index.js';
import { seedDemo, SetClock } from '../../seeds/demo.js';
import { seedScale } from '../../seeds/scale.js';
import type { App } from '../app.js';
import { fail, inHouse, say } from './workplace.js';

/** Runs `work` in a house that nobody lives in yet, and that is not there for real people. */
function inEmptyHouse(work: (app: App, clock: SetClock) => Promise<void>): Promise<void> {
  const clock = new SetClock();
  return inHouse(async (app, { production }) => {
    if (production) fail('Invented people are refused in production.');
    if ((await app.database.orm.em.fork().count(User)) > 0)
      fail('This house has people already. Choose another DATA_DIR for invented ones.');
    await work(app, clock);
    await app.journal.keep();
  }, clock);
}

async function demo({ house }: App, clock: SetClock): Promise<void> {
  const { people, administrator, password } = await seedDemo(house, clock, randomBytes(12).toString('base64url'));
  say(
    `Made ${people} people. Sign in as ${administrator} (administrator) with the password ${password}; everybody has the same.`,
  );
}

async function scale({ house, database, chain }: App, people: number): Promise<void> {
  const { administrator, password, seconds } = await seedScale({ house, database, chain }, people);
  say(
    `Made ${people} people in ${seconds} s. Sign in as ${administrator} (administrator) with the password '${password}'; everybody has the same.`,
  );
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > 9_999_999)
    throw new InvalidArgumentError('Say how many, from 1 to 9999999.');
  return count;
}

export function registerSeed(program: Command): void {
  const seed = program.command('seed').description('fill an empty house with invented people; refused in production');
  seed
    .command('demo')
    .description('a demonstration: 200 believable people')
    .action(() => inEmptyHouse(demo));
  seed
    .command('scale')
    .description('many people, for measuring')
    .requiredOption('--users <number>', 'how many', parseCount)
    .action(({ users }: { users: number }) => inEmptyHouse((app) => scale(app, users)));
}
