import type { Context } from '#kernel/context.js';
import type { Cell, ExportedPerson, PersonalDeclarations } from '#kernel/personal.js';
import { findAllOf } from './session.store.js';

async function* rows({ ports: { reader } }: Context, { id }: ExportedPerson): AsyncGenerator<readonly Cell[]> {
  for (const session of await findAllOf(reader, id))
    yield [
      ...[session.id, session.deviceName, session.ipAddress, session.createdAt, session.provenAt, session.lastUsedAt],
      ...[session.idleExpiresAt, session.endedAt, session.endReason],
    ];
}

/** What `sessions` keeps of a person. */
export const personal: PersonalDeclarations = {
  Session: {
    exported: {
      file: 'sessions',
      title: { EN: 'Your devices and sessions', FR: 'Vos appareils et sessions' },
      columns: [
        { EN: 'id', FR: 'identifiant' },
        { EN: 'device', FR: 'appareil' },
        { EN: 'IP address', FR: 'adresse IP' },
        { EN: 'signed in at', FR: 'connecté le' },
        { EN: 'password last proven at', FR: 'mot de passe prouvé le' },
        { EN: 'last used at', FR: 'utilisé pour la dernière fois le' },
        { EN: 'expires at', FR: 'expire le' },
        { EN: 'ended at', FR: 'terminée le' },
        { EN: 'why it ended', FR: 'motif de fin' },
      ],
      rows,
    },
    onDeletion: 'erased',
  },
};
