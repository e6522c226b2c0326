import type { JobStatus } from '@socle/schema/documents';
import { refusal, type MockContext, type MockState } from './state.ts';

const DAY_MS = 86_400_000;

/** An archive as the server tells of it. */
export interface MockExport {
  readonly __typename: 'DataExport';
  readonly id: string;
  status: JobStatus;
  progress: number;
  readonly requestedAt: string;
  keptUntil: string | null;
  sizeBytes: number | null;
  downloadUrl: string | null;
}

let made = 0;

function anExport(now: number): MockExport {
  made += 1;
  return {
    __typename: 'DataExport',
    id: `export-${made}`,
    status: 'QUEUED',
    progress: 0,
    requestedAt: new Date(now).toISOString(),
    keptUntil: null,
    sizeBytes: null,
    downloadUrl: null,
  };
}

/** As if the server had finished it. */
export function finish(archive: MockExport, now: number): MockExport {
  return Object.assign(archive, {
    status: 'SUCCEEDED',
    progress: 1,
    keptUntil: new Date(now + DAY_MS).toISOString(),
    sizeBytes: 1_234_567,
    downloadUrl: 'https://house.example/files/name.of.it',
  });
}

/** The root fields about archives, over the mock's state. */
export function exportsOf(state: MockState) {
  const own = ({ viewer }: MockContext, id: string): MockExport => {
    const archive = state.exports.get(viewer?.id ?? '');
    if (archive?.id !== id) throw refusal('NOT_FOUND');
    return archive;
  };
  return {
    newestDataExport: (_: unknown, { viewer }: MockContext) => state.exports.get(viewer?.id ?? '') ?? null,
    dataExport: ({ id }: { id: string }, context: MockContext) => own(context, id),
    requestDataExport(_: unknown, { viewer, session }: MockContext) {
      state.demandFresh(session);
      const archive = anExport(state.now());
      state.exports.set(viewer?.id ?? '', archive);
      return archive;
    },
    cancelDataExport: ({ id }: { id: string }, context: MockContext) =>
      Object.assign(own(context, id), { status: 'CANCELLED' }),
  };
}
