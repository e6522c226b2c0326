import type { Command } from 'commander';
import { newId } from '#kernel/entity.js';
import { AppError } from '#kernel/errors.js';
import { findIdByIdentifier } from '#modules/users/index.js';
import { fail, inHouse, say } from './workplace.js';

async function promote(identifier: string, role: string): Promise<void> {
  await inHouse(async ({ house }) => {
    const id = await findIdByIdentifier(house.ports.reader, identifier);
    if (!id) fail('There is no user of that e-mail address or pseudo.');
    const { change, services } = house.open({ requestId: newId() });
    await change((unit) => services.users.setRole(unit, id, role)).catch((error: unknown) => {
      if (error instanceof AppError) fail(error.details.fields?.[0]?.message ?? error.message);
      throw error;
    });
    say(`${identifier} now has the role '${role}'.`);
  });
}

export function registerPromote(program: Command): void {
  program
    .command('promote')
    .description('give a user a role')
    .argument('<identifier>', 'e-mail address or pseudo')
    .argument('[role]', 'the role', 'admin')
    .action(promote);
}
