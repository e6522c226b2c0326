import { inOneForm } from '#kernel/text.js';

/**
 * The form in which names are compared: one Unicode form (NFKC), without case (catalogue C11). Some letters have two
 * lower cases, such as the Greek sigma, so that it goes through upper case; and 'ẞ' reaches the upper case of 'ß', which
 * is 'SS', only through its lower case.
 */
export const caseless = (text: string): string => inOneForm(inOneForm(text).toLowerCase().toUpperCase().toLowerCase());
