import type { Handle } from '@sveltejs/kit/hooks';

/** Runs while the page's shell is built: the font is fetched with the styles, not after them. */
export const handle: Handle = ({ event, resolve }) => resolve(event, { preload: ({ type }) => type !== 'asset' });
