import { randomBytes } from 'node:crypto';
import { Argument, type Command } from 'commander';
import { User } from '#modules/users/index.js';
import { seedDemo } from '../../seeds/demo.js';
import { fail, inHouse, say } from './workplace.js';

async function seed(): Promise<void> {
  await inHouse(async ({ house, database }, { production }) => {
    if (production) fail('A demonstration is refused in production.');
    if ((await database.orm.em.fork().count(User)) > 0)
      fail('This house has people already. Choose another DATA_DIR for a demonstration.');
    const { people, administrator, password } = await seedDemo(house, randomBytes(12).toString('base64url'));
    say(
      `Made ${people} people. Sign in as ${administrator} (administrator) with the password ${password}; everybody has the same.`,
    );
  });
}

export function registerSeed(program: Command): void {
  program
    .command('seed')
    .description('fill an empty house for a demonstration; refused in production')
    .addArgument(new Argument('<what>', 'what to make').choices(['demo']))
    .action(seed);
}
