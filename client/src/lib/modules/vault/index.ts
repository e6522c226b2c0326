export { default as PersonalData } from './PersonalData.svelte';
export { default as ReadingList } from './ReadingList.svelte';
