import { createContext } from 'svelte';
import type { Api } from './api.ts';

const [getApi, provideApi] = createContext<Api>();

export { getApi, provideApi };
