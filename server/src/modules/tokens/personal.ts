import type { Context } from '#kernel/context.js';
import type { Cell, ExportedPerson, PersonalDeclarations } from '#kernel/personal.js';
import { listTokens } from './api-token.views.js';

async function* rows({ ports: { reader } }: Context, { id }: ExportedPerson): AsyncGenerator<readonly Cell[]> {
  for (const token of await listTokens(reader, id, new Date(0)))
    yield [
      ...[token.id, token.name, token.prefix, token.scopes.join(' ')],
      ...[token.createdAt, token.lastUsedAt, token.expiresAt],
    ];
}

/** What `tokens` keeps of a person: never the secret, which nobody can read. */
export const personal: PersonalDeclarations = {
  ApiToken: {
    exported: {
      file: 'tokens',
      title: { EN: 'Your API tokens', FR: 'Vos jetons d’API' },
      columns: [
        { EN: 'id', FR: 'identifiant' },
        { EN: 'name', FR: 'nom' },
        { EN: 'begins with', FR: 'commence par' },
        { EN: 'scopes', FR: 'portées' },
        { EN: 'made at', FR: 'créé le' },
        { EN: 'last used at', FR: 'utilisé pour la dernière fois le' },
        { EN: 'expires at', FR: 'expire le' },
      ],
      rows,
    },
    onDeletion: 'erased',
  },
};
