import type { Context } from '#kernel/context.js';
import type { Cell, ExportedPerson, PersonalDeclarations } from '#kernel/personal.js';
import { fields } from './fields.js';

/** Whoever made an archive of it would have seen it: each making is recorded as a reading, one that failed later, too. */
async function* record({ services }: Context, { id }: ExportedPerson): AsyncGenerator<readonly Cell[]> {
  const { values, updatedAt, damage } = await services.vault.personalData.readFor(id);
  if (!updatedAt && !damage) return;
  yield [...fields.map((field) => values[field]), updatedAt, damage?.fields.join(', ') ?? null];
}

/** What `vault` keeps of a person. */
export const personal: PersonalDeclarations = {
  PersonalRecord: {
    exported: {
      file: 'personal-data',
      title: { EN: 'Your personal data', FR: 'Vos données personnelles' },
      columns: [
        { EN: 'full legal name', FR: 'nom légal complet' },
        { EN: 'day of birth', FR: 'date de naissance' },
        { EN: 'telephone', FR: 'téléphone' },
        { EN: 'street and number', FR: 'numéro et rue' },
        { EN: 'postal code', FR: 'code postal' },
        { EN: 'city', FR: 'ville' },
        { EN: 'country', FR: 'pays' },
        { EN: 'tax number', FR: 'numéro fiscal' },
        { EN: 'changed at', FR: 'modifié le' },
        { EN: 'damaged: cannot be read', FR: 'abîmé : ne peut pas être lu' },
      ],
      rows: record,
    },
    onDeletion: 'erased',
  },
  DataKey: {
    exported: { nothing: 'the key to the personal data, which are in the archive as they were typed' },
    onDeletion: 'erased',
  },
  MasterKey: {
    exported: { nothing: 'the number of a key of the house, and the proof that it is the right one' },
    onDeletion: { kept: 'what is kept of everybody else is sealed with it, nothing of anybody stands in it' },
  },
  PendingFact: {
    exported: { nothing: 'what is to stand in the journal a moment later, as a part of the activity' },
    onDeletion: { kept: 'until the main database has committed it, seconds later: it may be the deletion itself' },
  },
};
