export { locales } from './generated/runtime.js';
export * as m from './generated/messages.js';
export { errorMessage, toFailure } from './errors.ts';
export { formatDate, formatLocale, formatNumber } from './format.ts';
export { locale } from './locale.svelte.ts';
