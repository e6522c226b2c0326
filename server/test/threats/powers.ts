import { newId } from '#kernel/entity.js';
import type { Person, TestHouse } from '#test/house.js';

let made = 0;

/** Makes a role that holds exactly these scopes; answers its name. */
export async function makeRole(house: TestHouse, ...scopes: readonly string[]): Promise<string> {
  made += 1;
  const { services } = house.app.house.open({ requestId: newId() });
  return (await services.users.roles.create(`bundle-${made}`, 'Made for a test.', scopes)).name;
}

/** Gives somebody a role that holds exactly these scopes; answers its name. */
export async function empower(house: TestHouse, { id }: Person, ...scopes: readonly string[]): Promise<string> {
  const role = await makeRole(house, ...scopes);
  const { change, services } = house.app.house.open({ requestId: newId() });
  await change((unit) => services.users.setRole(unit, id, role));
  return role;
}

/** Grants somebody scopes besides their role: for good, or until then. */
export async function grant(
  house: TestHouse,
  { id }: Person,
  scopes: readonly string[],
  until: Date | null = null,
): Promise<void> {
  const { services } = house.app.house.open({ requestId: newId() });
  for (const scope of scopes) await services.users.grants.grant(id, scope, until);
}
