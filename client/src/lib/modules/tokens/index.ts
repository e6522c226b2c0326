export { default as TokenSection } from './TokenSection.svelte';
