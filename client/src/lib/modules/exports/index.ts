export { default as DataExport } from './DataExport.svelte';
