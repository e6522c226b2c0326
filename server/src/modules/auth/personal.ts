import type { Context } from '#kernel/context.js';
import type { Cell, ExportedPerson, PersonalDeclarations } from '#kernel/personal.js';
import { findDeparture } from './departures.js';
import { findSecret } from './credential.views.js';

async function* rows({ ports: { reader } }: Context, { id }: ExportedPerson): AsyncGenerator<readonly Cell[]> {
  const secret = await findSecret(reader, id);
  if (secret) yield ['password', secret.changedAt];
}

async function* departure({ ports: { reader } }: Context, { id }: ExportedPerson): AsyncGenerator<readonly Cell[]> {
  const dueAt = await findDeparture(reader, id);
  if (dueAt) yield [dueAt];
}

/** What `auth` keeps of a person. */
export const personal: PersonalDeclarations = {
  Credential: {
    exported: {
      file: 'ways-to-sign-in',
      title: { EN: 'How you sign in', FR: 'Vos moyens de connexion' },
      columns: [
        { EN: 'kind', FR: 'nature' },
        { EN: 'changed at', FR: 'modifié le' },
      ],
      rows,
    },
    onDeletion: 'erased',
  },
  Departure: {
    exported: {
      file: 'deletion',
      title: { EN: 'The deletion of your account', FR: 'La suppression de votre compte' },
      columns: [{ EN: 'deleted at', FR: 'supprimé le' }],
      rows: departure,
    },
    onDeletion: 'erased',
  },
};
