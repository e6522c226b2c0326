export { default as ExportList, type ExportFormat } from './ExportList.svelte';
export { csvOf, datedName, jsonOf } from './csv.ts';
export { EXPORT_PAGE, pause, readPages, type ExportWatch } from './pages.ts';
export { firstPage, nextPage, previousPage, readPlace, toQuery, writePlace, type Place } from './trail.ts';
