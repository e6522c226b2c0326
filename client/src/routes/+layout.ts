import { createHouse } from '#lib/session/index.ts';
import type { LayoutLoad } from './$types';

export const ssr = false;
export const prerender = false;

/** One house for as long as the page lives: who is signed in must not be asked again on each navigation. */
let house: ReturnType<typeof createHouse> | undefined;

/** What anybody may see does not wait for the session; whoever must know of it awaits `session.restored`. */
export const load: LayoutLoad = () => {
  if (!house) {
    house = createHouse();
    void house.session.restore();
  }
  return house;
};
