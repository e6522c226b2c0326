export { createApi, sendBare, type Api } from './api.ts';
export { getApi, provideApi } from './context.ts';
export type { ApiError, FieldError, Result } from './errors.ts';
export type { Live } from './live.svelte.ts';
