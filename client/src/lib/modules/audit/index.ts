export { default as ActivityList } from './ActivityList.svelte';
export { default as AuditTable } from './AuditTable.svelte';
export { default as AuditToolbar } from './AuditToolbar.svelte';
export { default as EventDialog } from './EventDialog.svelte';
export { default as VerifyNow } from './VerifyNow.svelte';
export { readView, toVariables, writePerson, writeView, type AuditView } from './audit.view.ts';
