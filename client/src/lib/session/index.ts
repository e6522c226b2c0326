export { getSession, provideSession } from './context.ts';
export type { Viewer } from './grant.ts';
export { createHouse, type House } from './house.ts';
export { safeNext, signInAddress } from './next.ts';
export type { Session } from './session.svelte.ts';
