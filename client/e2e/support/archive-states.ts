import { answering } from './answers.ts';
import { see } from './screen.ts';
import { at, type State } from './state.ts';
import type { Words } from './words.ts';

const data = at('/account/data', (t) => t.users_data());
const hours = 60 * 60_000;

const asked = {
  __typename: 'DataExport',
  id: 'x',
  status: 'QUEUED',
  progress: 0,
  requestedAt: new Date().toISOString(),
  keptUntil: null,
  sizeBytes: null,
};

/** The page of one's data while the archive is as told, seen by a text of its own. */
const withArchive = (
  name: string,
  changes: Partial<Record<keyof typeof asked, unknown>>,
  own: (t: Words) => string,
): State => ({
  name: `data, an archive ${name}`,
  as: 'member',
  async open(page, cast) {
    await answering(page, 'NewestDataExport', 200, { data: { newest: { ...asked, ...changes } } });
    await data(page, cast);
    await see(page.getByText(own(cast.t)).last());
  },
});

/** The archive of one's data in each of its stages. */
export const archiveStates: readonly State[] = [
  withArchive('being made', { status: 'RUNNING', progress: 0.42 }, (t) => t.exports_making()),
  withArchive(
    'ready',
    { status: 'SUCCEEDED', keptUntil: new Date(Date.now() + 22 * hours).toISOString(), sizeBytes: 1_234_567 },
    (t) => t.exports_download(),
  ),
  withArchive('failed', { status: 'FAILED' }, (t) => t.exports_failed()),
];
