import {
  CancelDataExportDocument,
  DataExportLinkDocument,
  NewestDataExportDocument,
  RequestDataExportDocument,
} from '@socle/schema/documents';
import { expect } from 'vitest';
import { newId } from '#kernel/entity.js';
import { makeArchive } from '#test/archive.js';
import type { Person } from '#test/house.js';
import { operation, scenario, scenarios, type Cast } from '#test/scenario.js';

interface Progress {
  readonly dataExport: {
    readonly status: string;
    readonly progress: number;
    readonly keptUntil: string | null;
    readonly sizeBytes: number | null;
  } | null;
}

const progress = operation<Progress, { id: string }>(
  'query ($id: ID!) { dataExport(id: $id) { status progress keptUntil sizeBytes } }',
);

/** Asks for an archive that nobody begins to make. */
async function asked({ caller }: Person): Promise<string> {
  const { data } = await caller.run(RequestDataExportDocument, {});
  return data?.requestDataExport.id ?? '';
}

const made = async ({ house }: Cast, person: Person): Promise<string> => (await makeArchive(house, person)).id;

scenarios('requestDataExport', [
  scenario({
    name: 'begins to make an archive',
    as: 'member',
    operation: RequestDataExportDocument,
    variables: {},
    expect: ({ data }) =>
      expect(data?.requestDataExport).toMatchObject({
        status: 'QUEUED',
        progress: 0,
        keptUntil: null,
        sizeBytes: null,
      }),
    events: [],
  }),
  scenario({
    name: 'while one is being made, answers that one',
    as: 'member',
    operation: RequestDataExportDocument,
    variables: {},
    given: ({ member }) => asked(member),
    expect: async ({ data }, { house, member }) => {
      const rows = await house.app.database.reader.all('select id from job where owner_id = ?', [member.id]);
      expect(rows).toEqual([{ id: data?.requestDataExport.id }]);
    },
    events: [],
  }),
  scenario({
    name: 'after one was made, begins another',
    as: 'member',
    operation: RequestDataExportDocument,
    variables: {},
    given: (cast) => made(cast, cast.member),
    expect: ({ data }) => expect(data?.requestDataExport.status).toBe('QUEUED'),
    events: [],
  }),
  scenario({
    name: 'needs a fresh proof of the password',
    as: 'member',
    operation: RequestDataExportDocument,
    variables: {},
    given: ({ house, member }) => house.becomeUnfresh(member),
    code: 'REAUTHENTICATION_REQUIRED',
    status: 403,
    events: [],
  }),
  scenario({
    name: 'is not for visitors',
    as: 'visitor',
    operation: RequestDataExportDocument,
    variables: {},
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
]);

scenarios('dataExport', [
  scenario({
    name: 'tells of one that waits',
    as: 'member',
    operation: progress,
    variables: async ({ member }) => ({ id: await asked(member) }),
    expect: ({ data }) => expect(data?.dataExport).toMatchObject({ status: 'QUEUED', progress: 0 }),
    events: [],
  }),
  scenario({
    name: 'has a link to one that is ready',
    as: 'member',
    operation: DataExportLinkDocument,
    variables: async (cast) => ({ id: await made(cast, cast.member) }),
    expect: ({ data }) => expect(data?.dataExport?.downloadUrl).toMatch(/^http:\/\/localhost:4000\/files\/[\w.-]+$/),
    events: [],
  }),
  scenario({
    name: 'that is ready says how long it is kept and how large it is',
    as: 'member',
    operation: progress,
    variables: async (cast) => ({ id: await made(cast, cast.member) }),
    expect: ({ data }, { house }) => {
      const { keptUntil, sizeBytes } = data?.dataExport ?? {};
      expect(data?.dataExport).toMatchObject({ status: 'SUCCEEDED', progress: 1 });
      expect(sizeBytes ?? 0).toBeGreaterThan(1_000);
      const hours = (Date.parse(keptUntil ?? '') - house.clock.now().getTime()) / 3_600_000;
      expect(hours).toBeGreaterThan(23.9);
      expect(hours).toBeLessThanOrEqual(24);
    },
    events: [],
  }),
  scenario({
    name: 'whose archive has had its day has no link any more',
    as: 'member',
    operation: DataExportLinkDocument,
    variables: async (cast) => {
      const id = await made(cast, cast.member);
      cast.house.clock.advance(24 * 3_600_000);
      await cast.house.becomeFresh(cast.member);
      return { id };
    },
    expect: ({ data }, { house }) => {
      house.clock.advance(-24 * 3_600_000);
      expect(data?.dataExport?.downloadUrl).toBeNull();
    },
    events: [],
  }),
  scenario({
    name: 'of somebody else is not found',
    as: 'other',
    operation: DataExportLinkDocument,
    variables: async (cast) => ({ id: await made(cast, cast.member) }),
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  scenario({
    name: 'of somebody else is not found by an administrator either',
    as: 'admin',
    operation: DataExportLinkDocument,
    variables: async (cast) => ({ id: await made(cast, cast.member) }),
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  scenario({
    name: 'that there is not is not found',
    as: 'member',
    operation: progress,
    variables: () => ({ id: newId() }),
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  scenario({
    name: 'by what is no id is not found',
    as: 'member',
    operation: progress,
    variables: { id: '../../etc/passwd' },
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  scenario({
    name: 'is not for visitors',
    as: 'visitor',
    operation: DataExportLinkDocument,
    variables: async (cast) => ({ id: await made(cast, cast.member) }),
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
]);

scenarios('newestDataExport', [
  scenario({
    name: 'is null where nobody asked for one',
    as: 'member',
    operation: NewestDataExportDocument,
    variables: {},
    expect: ({ data }) => expect(data?.newest).toBeNull(),
    events: [],
  }),
  scenario({
    name: 'is the one that was asked for last, and nobody else’s',
    as: 'member',
    operation: NewestDataExportDocument,
    variables: async (cast) => {
      await made(cast, cast.member);
      cast.house.clock.advance(5);
      await asked(cast.member);
      await asked(cast.other);
      return {};
    },
    expect: async ({ data }, { member }) => expect(data?.newest?.id).toBe(await asked(member)),
    events: [],
  }),
  scenario({
    name: 'is not for visitors',
    as: 'visitor',
    operation: NewestDataExportDocument,
    variables: {},
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
]);

scenarios('cancelDataExport', [
  scenario({
    name: 'gives up one that waits',
    as: 'member',
    operation: CancelDataExportDocument,
    variables: async ({ member }) => ({ id: await asked(member) }),
    expect: async ({ data }, { house, member }) => {
      expect(data?.cancelDataExport.status).toBe('CANCELLED');
      expect(await house.eventsOf(() => house.app.background.finish())).toEqual([]);
      const rows = await house.app.database.reader.all('select id from stored_file where owner_id = ?', [member.id]);
      expect(rows).toEqual([]);
    },
    events: [],
  }),
  scenario({
    name: 'leaves one that is ready as it is',
    as: 'member',
    operation: CancelDataExportDocument,
    variables: async (cast) => ({ id: await made(cast, cast.member) }),
    expect: ({ data }) => expect(data?.cancelDataExport.status).toBe('SUCCEEDED'),
    events: [],
  }),
  scenario({
    name: 'does not reach somebody else’s',
    as: 'other',
    operation: CancelDataExportDocument,
    variables: async ({ member }) => ({ id: await asked(member) }),
    code: 'NOT_FOUND',
    status: 404,
    expect: async (_answer, { house, member }) => {
      const rows = await house.app.database.reader.all('select status from job where owner_id = ?', [member.id]);
      expect(rows).toEqual([{ status: 'QUEUED' }]);
    },
    events: [],
  }),
  scenario({
    name: 'is not for visitors',
    as: 'visitor',
    operation: CancelDataExportDocument,
    variables: async ({ member }) => ({ id: await asked(member) }),
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
]);
