import type { Context } from '#kernel/context.js';
import type { Cell, ExportedPerson, PersonalData } from '#kernel/personal.js';
import { toDate, type RawInstant } from '#kernel/row.js';

interface Row {
  kind: string;
  status: string;
  created_at: RawInstant;
  ended_at: RawInstant | null;
}

const sql = 'select kind, status, created_at, ended_at from job where owner_id = ? order by created_at, id';

async function* rows({ ports: { reader } }: Context, { id }: ExportedPerson): AsyncGenerator<readonly Cell[]> {
  for (const row of await reader.all<Row>(sql, [id]))
    yield [row.kind, row.status, toDate(row.created_at), row.ended_at === null ? null : toDate(row.ended_at)];
}

export const jobPersonal: PersonalData = {
  exported: {
    file: 'background-work',
    title: { EN: 'What was done for you in the background', FR: 'Ce qui a été fait pour vous en arrière-plan' },
    columns: [
      { EN: 'kind', FR: 'nature' },
      { EN: 'status', FR: 'état' },
      { EN: 'asked for at', FR: 'demandé le' },
      { EN: 'ended at', FR: 'terminé le' },
    ],
    rows,
  },
  onDeletion: 'erased',
};
