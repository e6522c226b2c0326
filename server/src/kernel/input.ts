import * as v from 'valibot';
import { errors, type FieldIssue } from './errors.js';

const schemas = new WeakMap<object, v.GenericSchema>();

/** Ties an input class to the valibot rules that its values must pass before any resolver runs. */
export function Validated(schema: v.GenericSchema): ClassDecorator {
  return (target) => void schemas.set(target, schema);
}

/** Refuses an input whose class declares rules that it breaks: BAD_USER_INPUT with one issue per field. */
export function assertValid(value: unknown, type: unknown): void {
  const schema = typeof type === 'function' ? schemas.get(type) : undefined;
  if (!schema || value === null || value === undefined) return;
  const result = v.safeParse(schema, value);
  if (!result.success) throw errors.BAD_USER_INPUT({ fields: result.issues.map(toFieldIssue) });
}

/** A rule's code travels before the bar of its message: 'too_short|Use at least 3 characters.' */
export const issue = (code: string, message: string): string => `${code}|${message}`;

function toFieldIssue(found: v.BaseIssue<unknown>): FieldIssue {
  const [code, message] = found.message.includes('|') ? found.message.split('|', 2) : ['invalid_format', found.message];
  return { name: v.getDotPath(found) ?? '', code: code ?? 'invalid_format', message: message ?? '' };
}

/** Characters that no text of ours may hold: NUL, and halves of surrogate pairs (catalogue I2). */
export function hasForbiddenCharacters(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}

const controls = /\p{Cc}/u;

/** A single line: no line break, no other control character. */
export const singleLine = v.check<string, string>(
  (text) => !controls.test(text),
  issue('invalid_characters', 'Control characters are not allowed here.'),
);

/** Text of at most `max` code points. */
export const atMost = (max: number): v.CheckAction<string, string> =>
  v.check<string, string>((text) => [...text].length <= max, issue('too_long', `At most ${max} characters.`));

/** The same for an argument that is no input object. */
export function assertArgument(name: string, schema: v.GenericSchema, value: unknown): void {
  const result = v.safeParse(v.object({ [name]: schema }), { [name]: value });
  if (!result.success) throw errors.BAD_USER_INPUT({ fields: result.issues.map(toFieldIssue) });
}
