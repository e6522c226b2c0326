export { locales } from './generated/runtime.js';
export * as m from './generated/messages.js';
export { errorMessage, toFailure } from './errors.ts';
export {
  formatBytes,
  formatDate,
  formatDuration,
  formatInstant,
  formatList,
  formatLocale,
  formatNumber,
  formatPercent,
} from './format.ts';
export { locale } from './locale.svelte.ts';
export { describeScope, nameRights } from './scopes.ts';
