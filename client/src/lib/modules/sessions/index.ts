export { default as ReplayedSessions } from './ReplayedSessions.svelte';
export { default as SessionList } from './SessionList.svelte';
export { default as SessionRow } from './SessionRow.svelte';
