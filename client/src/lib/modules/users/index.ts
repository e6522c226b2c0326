export { KeptDraft, provideKeptDraft } from './kept-draft.ts';
export { default as ProfileForm } from './ProfileForm.svelte';
