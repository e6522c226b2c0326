import { createContext } from 'svelte';

/** The claim token, kept in memory while its holder signs in or makes an account. */
export class ClaimTicket {
  token: string | null = null;
}

/** Hands the ticket to the public pages, and reads it there. */
export const [getClaimTicket, provideClaimTicket] = createContext<ClaimTicket>();
