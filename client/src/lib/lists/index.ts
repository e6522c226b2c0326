export { default as ExportList, type ExportFormat } from './ExportList.svelte';
export { default as ListPager } from './ListPager.svelte';
export { csvOf, datedName, jsonOf } from './csv.ts';
export { EXPORT_PAGE, pause, readPages, type ExportWatch } from './pages.ts';
export { firstPage, readPlace, toQuery, writePlace, type Place } from './trail.ts';
