// Catalogue: Z1, Z3, Z13, G13; promises M6, M7.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askers, limitsSection, permissionMatrix, permissionsPage, type Asker } from '#house/commands/permissions.js';
import { modules } from '#house/modules.js';
import { knownErrors } from '#kernel/errors.js';
import { rulesOf } from '#platform/graphql/access.js';
import { buildHouseSchema } from '#platform/graphql/schema.js';
import type { Answer, Caller } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { makeToken, programOf } from '#test/threats/api-tokens.js';
import { prepare, samples, setStage, type Stage } from '#test/threats/samples.js';
import { digestOf } from '#test/threats/tables.js';

const schema = buildHouseSchema(modules);
const matrix = permissionMatrix(rulesOf(schema));
const coordinates = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
  Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name}.${field}`),
);

let house: TestHouse;
let keeper: Person;
beforeAll(async () => {
  house = await openTestHouse();
  keeper = await house.person('admin');
});
afterAll(() => house.close());

/** All that a call could have left behind: the tables, and the messages that wait to be sent. */
async function traces(): Promise<string> {
  const outbox = join(house.folder, 'outbox');
  const files = existsSync(outbox) ? readdirSync(outbox, { recursive: true }).map(String) : [];
  return [await digestOf(house), ...files.toSorted()].join('\n');
}

/** Somebody to play a column, and the stage on which they do. */
async function enter(asker: Asker): Promise<{ caller: Caller; stage: Stage }> {
  const builtIn = asker.scopes && !asker.suspended && !asker.namesOthers;
  const actor = await house.person(asker.byToken ? 'admin' : builtIn ? asker.name : 'member');
  const stage = await setStage(house, keeper, actor, asker.namesOthers && (await house.person()));
  if (asker.byToken)
    return { caller: programOf(house, await makeToken(actor.caller, { scopes: asker.scopes ?? [] })), stage };
  return { caller: asker.scopes ? actor.caller : house.visitor(), stage };
}

/** Every mutation leaves something, but that a program has no session to end. */
const changes = (coordinate: string, { byToken }: Asker): boolean =>
  coordinate.startsWith('Mutation.') && !(byToken && coordinate === 'Mutation.logout');

const suspend = (id: string): Promise<unknown> =>
  keeper.caller.send('mutation ($id: ID!) { suspendUser(userId: $id, reason: "x") { id } }', { id });

interface Call {
  readonly answer: Answer<Record<string, unknown>>;
  readonly leftTraces: boolean;
}

async function call(coordinate: string, asker: Asker): Promise<Call> {
  const sample = samples[coordinate];
  if (!sample) throw new Error(`${coordinate} has no sample`);
  const { caller, stage } = await enter(asker);
  const act = await prepare(sample, stage);
  if (asker.suspended) await suspend(stage.actor.id);
  const before = await traces();
  const answer = await act(caller);
  return { answer, leftTraces: (await traces()) !== before };
}

const said = ({ code, status, errors }: Answer<unknown>) => ({
  code,
  status,
  requires: errors[0]?.extensions.requires ?? [],
});

const statusOf = (code: string | null): number => (code === null ? 200 : (knownErrors().get(code)?.http ?? 0));

describe('the permission matrix', () => {
  it('has a row for every root field, a cell for everybody, and a sample of each', () => {
    expect(matrix.map(({ coordinate }) => coordinate)).toEqual(coordinates.toSorted());
    expect(Object.keys(samples).toSorted()).toEqual(coordinates.toSorted());
    for (const { cells } of matrix) expect([...cells.keys()]).toEqual(askers().map(({ name }) => name));
  });

  it('tells apart a visitor, a member, one who names what is of others, every built-in role, a program and the suspended', () =>
    expect(askers().map(({ name }) => name)).toEqual([
      'visitor',
      'member',
      'other member',
      'admin',
      'API token',
      'suspended',
    ]));

  it('says which fields check a secret, and how often an address may try', () => {
    const section = limitsSection(schema);
    for (const field of ['login', 'refresh', 'register', 'changePassword', 'confirmPassword', 'deleteAccount'])
      expect(section).toContain(`| \`Mutation.${field}\``);
    expect(section).toMatch(/`Mutation\.login` +\| `input\.password` +\| \d+ in \d+ s +\| INVALID_CREDENTIALS/);
  });

  it('would show a planted field like the others', () => {
    const planted = new Map([['Query.planted', { who: 'scope', scope: 'users:write', fresh: true } as const]]);
    expect(permissionsPage(planted)).toContain(
      '| `planted` | [scope: users:write] [fresh] | UNAUTHENTICATED | FORBIDDEN `users:write` | FORBIDDEN `users:write` | yes, fresh | REAUTHENTICATION_REQUIRED | SESSION_ENDED |',
    );
  });
});

describe.each(askers())('$name', (asker) => {
  it.each(matrix)('asks for $coordinate', async ({ coordinate, cells }) => {
    const cell = cells.get(asker.name);
    const code = cell?.code ?? samples[coordinate]?.beyond ?? null;
    const { answer, leftTraces } = await call(coordinate, asker);
    expect(said(answer), answer.body).toEqual({ code, status: statusOf(code), requires: cell?.requires });
    if (code) expect(leftTraces).toBe(false);
    else if (asker.scopes && !asker.suspended) expect(leftTraces).toBe(changes(coordinate, asker));
  });
});

describe('with an old proof of the password', () => {
  let unfresh: Person;
  beforeAll(async () => {
    unfresh = await house.person('admin');
    await house.becomeUnfresh(unfresh);
    keeper = await house.person('admin');
  });

  it('some fields ask for a new one', () => expect(matrix.filter(({ rule }) => rule.fresh)).not.toEqual([]));

  it.each(matrix.filter(({ rule }) => rule.fresh))('$coordinate does nothing', async ({ coordinate }) => {
    const act = await prepare(samples[coordinate] ?? { text: '' }, await setStage(house, keeper, unfresh));
    const before = await traces();
    expect(await act(unfresh.caller)).toMatchObject({ code: 'REAUTHENTICATION_REQUIRED', status: 403 });
    expect(await traces()).toBe(before);
  });

  it.each(matrix.filter(({ rule }) => !rule.fresh && rule.who === 'scope'))(
    '$coordinate works all the same',
    async ({ coordinate }) => {
      const act = await prepare(samples[coordinate] ?? { text: '' }, await setStage(house, keeper, unfresh));
      expect(await act(unfresh.caller)).toMatchObject({ code: null, status: 200 });
    },
  );
});
