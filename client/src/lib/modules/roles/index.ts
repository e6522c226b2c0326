export { default as ExplanationSection } from './ExplanationSection.svelte';
export { default as GrantSection } from './GrantSection.svelte';
export { default as RoleList } from './RoleList.svelte';
