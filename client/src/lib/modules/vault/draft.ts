import type { PersonalDataForm_personalDataFragment, UpdatePersonalDataInput } from '@socle/schema/documents';

/** What a person can type, in the order of the page. */
export const names = [
  'legalName',
  'birthDate',
  'phone',
  'taxId',
  'addressLine',
  'postalCode',
  'city',
  'country',
] as const satisfies readonly (keyof UpdatePersonalDataInput)[];

export type Draft = Record<(typeof names)[number], string>;

/** What stands in the fields for what is kept. */
export const draftOf = (kept: PersonalDataForm_personalDataFragment): Draft =>
  Object.fromEntries(names.map((name) => [name, kept[name] ?? ''])) as Draft;

/** What to send: only what differs from what is kept, with null for what was cleared. */
export function changesIn(draft: Draft, kept: PersonalDataForm_personalDataFragment): UpdatePersonalDataInput {
  const saved = draftOf(kept);
  const changed = names.filter((name) => draft[name].trim() !== saved[name]);
  return Object.fromEntries(changed.map((name) => [name, draft[name].trim() || null]));
}
