import * as v from 'valibot';
import { atMost, issue, singleLine } from '#kernel/input.js';

/** A role's name: a word that can stand in an address and in a log line. */
export const roleNameRule = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9-]{1,31}$/, issue('invalid_format', "2 to 32 of a-z, 0-9 and '-', beginning with a letter.")),
);

/** What a role is for, in a line. */
export const roleDescriptionRule = v.pipe(
  v.string(),
  v.check((text) => text.trim() !== '', issue('required', 'Say what it is for.')),
  atMost(200),
  singleLine,
);
