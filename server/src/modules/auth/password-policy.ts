import type { FieldIssue } from '#kernel/errors.js';
import { inOneForm, longestInOneForm } from '#kernel/text.js';
import { isCommon } from './common-passwords.js';

const longestCodePoints = 256;
const longestBytes = 1_024;
const shortestContextWord = 4;

/** What a new password is measured against. */
export interface PasswordContext {
  readonly minLength: number;
  /** Words that tell of this person or this product: pseudo, address, host. */
  readonly words: readonly string[];
}

/** True where the text is the same few characters over and over: it then meets itself before its own end. */
function repeatsItself(text: string): boolean {
  return `${text}${text}`.indexOf(text, 1) < text.length;
}

/** True where each character follows its neighbour, as in 'abcdefghijklmno' or '987654321098765'. */
function isSequence(text: string): boolean {
  const points = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = points.slice(1).map((point, index) => point - (points[index] ?? 0));
  const counted = steps.filter((step) => Math.abs(step) === 1).length;
  return counted >= steps.length - 1;
}

function contextWordIn(password: string, words: readonly string[]): string | undefined {
  const lower = password.toLowerCase();
  return words
    .map((word) => inOneForm(word).toLowerCase())
    .find((word) => [...word].length >= shortestContextWord && lower.includes(word));
}

/**
 * Why a new password is refused, or null; no composition rules, no expiry (ASVS 6.2.5, 6.2.10). It is judged in the form
 * in which it is hashed (NIST SP 800-63B-4: NFKC, nothing else).
 */
export function refuse(password: string, { minLength, words }: PasswordContext): Omit<FieldIssue, 'name'> | null {
  if (isTooLong(password)) return { code: 'too_long', message: `Use at most ${longestCodePoints} characters.` };
  const text = inOneForm(password);
  if ([...text].length < minLength)
    return { code: 'too_short', message: `Use at least ${minLength} characters. A few words make a good password.` };
  if (isCommon(text, minLength) || repeatsItself(text) || isSequence(text))
    return {
      code: 'common_password',
      message: 'Many people use this password, and it is among the first to be tried.',
    };
  if (contextWordIn(text, words))
    return { code: 'contains_context', message: 'Leave out your pseudo, your address and the name of this product.' };
  return null;
}

/**
 * True beyond what is ever hashed; sign-in refuses such a password before it looks anybody up (catalogue C2). As typed,
 * the longest one has four units for each of its characters: a letter and three marks.
 */
export function isTooLong(password: string): boolean {
  if (password.length > longestInOneForm) return true;
  const text = inOneForm(password);
  return [...text].length > longestCodePoints || Buffer.byteLength(text) > longestBytes;
}
