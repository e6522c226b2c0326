export { claimInstance } from './auth.actions.ts';
export { ClaimTicket, getClaimTicket, provideClaimTicket } from './claim-ticket.ts';
export { default as DeleteAccountForm } from './DeleteAccountForm.svelte';
export { default as ReauthenticationDialog } from './ReauthenticationDialog.svelte';
export { default as ReplayedNotice } from './ReplayedNotice.svelte';
export { default as SignInForm } from './SignInForm.svelte';
export { default as SignInWays } from './SignInWays.svelte';
export { default as SignUpForm } from './SignUpForm.svelte';
export { default as Suspended } from './Suspended.svelte';
