export { default as AppShell } from './AppShell.svelte';
export { default as ErrorPage } from './ErrorPage.svelte';
export { default as NavigationBar } from './NavigationBar.svelte';
export { default as OfflineBanner } from './OfflineBanner.svelte';
export { default as Preferences } from './Preferences.svelte';
export { default as Title } from './Title.svelte';
export { takeOver } from './early.ts';
export { dataOf } from './load.ts';
export { uiWords } from './words.ts';
