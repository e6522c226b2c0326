import { createContext } from 'svelte';
import type { Session } from './session.svelte.ts';

const [getSession, provideSession] = createContext<Session>();

export { getSession, provideSession };
