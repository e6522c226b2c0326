import * as v from 'valibot';
import { issue } from '#kernel/input.js';
import { inOneForm } from '#kernel/text.js';
import { caseless } from './caseless.js';

/** The longest address that RFC 5321 allows, and the longest name that anybody can have here. */
export const longestEmail = 254;
const local = /^[^\s@"(),:;<>[\\\]\p{Cc}]+$/u;
/** What nobody sees, and what turns the direction: two addresses must never look alike by it (catalogue C11). */
const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
const label = /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?$/u;

/** True for 'local@domain.tld' whose parts have the lengths of RFC 5321; linear in its input (catalogue I5). */
function looksLikeEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  const [name, domain] = [text.slice(0, at), text.slice(at + 1)];
  if (
    at < 1 ||
    name.length > 64 ||
    !local.test(name) ||
    unseen.test(text) ||
    name.startsWith('.') ||
    name.endsWith('.') ||
    name.includes('..')
  )
    return false;
  const labels = domain.split('.');
  return labels.length > 1 && labels.every((part) => part.length <= 63 && label.test(part));
}

/** True beyond the length of any address, as typed or in its one form. */
const isTooLong = (text: string): boolean => text.length > longestEmail || normaliseEmail(text).length > longestEmail;

/** An e-mail address that could exist. */
export const emailRule = v.pipe(
  v.string(),
  v.check((text) => !isTooLong(text), issue('too_long', `At most ${longestEmail} characters.`)),
  v.check(
    (text) => isTooLong(text) || looksLikeEmail(normaliseEmail(text)),
    issue('invalid_format', 'This does not look like an e-mail address.'),
  ),
);

/** The form in which an address is kept: as typed, in one Unicode form (catalogue C11). */
export const normaliseEmail = (text: string): string => inOneForm(text);

/** The form in which addresses are compared. */
export const emailKey = (text: string): string => caseless(text);
