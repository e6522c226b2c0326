/**
 * The form in which names are compared: one Unicode form (NFKC), without case (catalogue C11). Upper case first, since
 * some letters have two lower cases, such as the Greek sigma, and some have none of their own, such as 'ß'.
 */
export const caseless = (text: string): string => text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
