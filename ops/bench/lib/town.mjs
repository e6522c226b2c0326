import { send } from './load.mjs';
import { dataOf, signUpRequest } from './asking.mjs';
import { person } from './cast.mjs';
import { startHouse, withoutLimits } from './house.mjs';
import { copyOf, freshFolder } from './workplace.mjs';

/** How many people live in the small house that most rows are measured in. */
export const population = 64;

let made;

/** A migrated folder with keys and people in it, made once in each run. */
async function makeTown() {
  const folder = freshFolder();
  await using house = await startHouse(folder, withoutLimits);
  let number = 0;
  const next = () => ({ request: signUpRequest(person(number++)), check: dataOf });
  await send(house.port, { lanes: 4, next }, population);
  return folder;
}

/** A copy of it, to be measured in. */
export async function townFolder() {
  made ??= makeTown();
  return copyOf(await made);
}

/** Starts the server in a town of its own. */
export const startTown = async (environment) => startHouse(await townFolder(), environment);
