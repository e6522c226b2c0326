/** The longest text that is brought into one form, in UTF-16 units; no name, address or password of ours is longer. */
export const longestInOneForm = 1_024;

/**
 * A text in one Unicode form: NFKC for what is compared, NFC for what is kept as it was written. Sorting the marks on one letter takes quadratic time, seconds for a body full of
 * them: what is too long for any rule stays as it is, and equals nothing that was ever kept (catalogue I5).
 */
export const inOneForm = (text: string, form: 'NFKC' | 'NFC' = 'NFKC'): string =>
  text.length > longestInOneForm ? text : text.normalize(form);
