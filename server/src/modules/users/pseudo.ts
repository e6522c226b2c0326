import * as v from 'valibot';
import { issue } from '#kernel/input.js';
import { inOneForm } from '#kernel/text.js';
import { caseless } from './caseless.js';

/** Fillers and variation selectors count as letters and marks, but two pseudos must never look alike by them. */
const shape = /^(?=.*[\p{L}\p{N}])(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}._-])+$/u;

const longest = 32;
/** As typed, in UTF-16 units: a letter with three marks may become one. */
const longestTyped = 4 * longest;

const isTooLong = (text: string): boolean => text.length > longestTyped || [...normalisePseudo(text)].length > longest;

/** 3 to 32 letters, digits, '.', '_' or '-', in one Unicode form, NFKC (catalogue C11). */
export const pseudoRule = v.pipe(
  v.string(),
  v.check((text) => [...normalisePseudo(text)].length >= 3, issue('too_short', 'At least 3 characters.')),
  v.check((text) => !isTooLong(text), issue('too_long', `At most ${longest} characters.`)),
  v.check(
    (text) => shape.test(normalisePseudo(text)),
    issue('invalid_format', "Letters and digits, and between them '.', '_' and '-'."),
  ),
);

/** The form in which a pseudo is kept. */
export const normalisePseudo = (text: string): string => inOneForm(text);

/** The form in which pseudos are compared: one Unicode form, without case. */
export const pseudoKey = (text: string): string => caseless(text);

/** The words of a pseudo, between its '.', '_' and '-'. */
export const pseudoWords = (key: string): string[] => [...new Set(key.split(/[._-]+/).filter(Boolean))];
