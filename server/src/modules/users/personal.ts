import type { Context } from '#kernel/context.js';
import type { Cell, ExportedPerson, PersonalDeclarations } from '#kernel/personal.js';
import { toDate, type RawInstant } from '#kernel/row.js';
import { findUser } from './user.views.js';

async function* profile({ ports: { reader } }: Context, { id }: ExportedPerson): AsyncGenerator<readonly Cell[]> {
  const user = await findUser(reader, id);
  if (!user) return;
  yield [
    ...[user.id, user.pseudo, user.email, user.emailVerified, user.bio, user.locale, user.role, user.status],
    ...[user.createdAt, user.updatedAt, user.lastSeenAt],
  ];
}

interface GrantRow {
  scope: string;
  granted_at: RawInstant;
  ends_at: RawInstant | null;
}

const grantsSql = 'select scope, granted_at, ends_at from scope_grant where user_id = ? order by granted_at, scope';

async function* grants({ ports: { reader } }: Context, { id }: ExportedPerson): AsyncGenerator<readonly Cell[]> {
  for (const row of await reader.all<GrantRow>(grantsSql, [id]))
    yield [row.scope, toDate(row.granted_at), row.ends_at === null ? null : toDate(row.ends_at)];
}

/** What `users` keeps of a person. */
export const personal: PersonalDeclarations = {
  User: {
    exported: {
      file: 'profile',
      title: { EN: 'Your profile', FR: 'Votre profil' },
      columns: [
        { EN: 'id', FR: 'identifiant' },
        { EN: 'pseudo', FR: 'pseudo' },
        { EN: 'e-mail', FR: 'adresse e-mail' },
        { EN: 'e-mail verified', FR: 'adresse vérifiée' },
        { EN: 'bio', FR: 'présentation' },
        { EN: 'language', FR: 'langue' },
        { EN: 'role', FR: 'rôle' },
        { EN: 'status', FR: 'état' },
        { EN: 'created at', FR: 'créé le' },
        { EN: 'changed at', FR: 'modifié le' },
        { EN: 'last seen at', FR: 'vu pour la dernière fois le' },
      ],
      rows: profile,
    },
    onDeletion: 'erased',
  },
  PseudoWord: {
    exported: { nothing: 'the words of the pseudo, which is in the profile' },
    onDeletion: 'erased',
  },
  ScopeGrant: {
    exported: {
      file: 'rights',
      title: { EN: 'Rights that you were given beside your role', FR: 'Droits accordés en plus de votre rôle' },
      columns: [
        { EN: 'right', FR: 'droit' },
        { EN: 'given at', FR: 'accordé le' },
        { EN: 'ends at', FR: 'prend fin le' },
      ],
      rows: grants,
    },
    onDeletion: 'erased',
  },
};
