import { createHouse } from '#lib/session/index.ts';
import type { LayoutLoad } from './$types';

export const ssr = false;
export const prerender = false;

/** One house for as long as the page lives: who is signed in must not be asked again on each navigation. */
let house: ReturnType<typeof createHouse> | undefined;

export const load: LayoutLoad = async () => {
  if (!house) {
    house = createHouse();
    await house.session.restore();
  }
  return house;
};
