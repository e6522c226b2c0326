import { describe, expect, it, vi } from 'vitest';
import { somePeople } from '../../../../test/mock/people.ts';
import { eachInPretendedTime, pass, type Scene } from '../../../../test/scene.ts';
import { readEveryone } from './people.export.ts';
import { everyone, type PeopleView } from './people.view.ts';

let scene: Scene;
eachInPretendedTime((fresh) => (scene = fresh));

const onpage = vi.fn();
const onpause = vi.fn();

async function start(view: Partial<PeopleView> = {}) {
  onpage.mockClear();
  onpause.mockClear();
  scene.server.state.users = somePeople(250);
  const { api } = await scene.signedInTab();
  const controller = new AbortController();
  const outcome = readEveryone(api, { ...everyone, ...view }, { signal: controller.signal, onpage, onpause });
  // A rejection is looked at later.
  outcome.catch(() => undefined);
  return { outcome, controller };
}

const asked = () => scene.server.requests.filter(({ operation }) => operation === 'PeopleList');

describe('reading everyone', () => {
  it('takes pages of a hundred, in the order of the list, and tells how far it is', async () => {
    const { outcome } = await start({ sorting: { by: 'pseudo', descending: false }, trail: ['x'], skipped: 20 });
    await pass(1_000);
    const answer = await outcome;
    const names = answer.ok ? answer.data.map(({ pseudo }) => pseudo) : [];
    expect(names).toHaveLength(250);
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)));
    expect(onpage.mock.calls).toEqual([
      [100, 250],
      [200, 250],
      [250, 250],
    ]);
    expect(asked().map(({ variables }) => variables['first'])).toEqual([100, 100, 100]);
  });

  it('keeps to the filters', async () => {
    const { outcome } = await start({ status: 'SUSPENDED' });
    await pass(1_000);
    const answer = await outcome;
    expect(answer.ok && answer.data.every(({ status }) => status === 'SUSPENDED')).toBe(true);
  });

  it('waits as long as the server asks, then goes on', async () => {
    const { outcome } = await start();
    scene.server.fail('PeopleList', 'RATE_LIMITED', { retryAfterS: 30 });
    await pass(5_000);
    const before = asked().length;
    expect(onpause).toHaveBeenCalledOnce();
    await pass(20_000);
    expect(asked()).toHaveLength(before);
    scene.server.heal();
    await pass(10_000);
    const answer = await outcome;
    expect(answer.ok && answer.data.length).toBe(250);
  });

  it('gives up in the end, and at once where waiting would not help', async () => {
    const { outcome } = await start();
    scene.server.fail('PeopleList', 'UNAVAILABLE');
    await pass(60_000);
    await expect(outcome).resolves.toMatchObject({ ok: false, error: { code: 'UNAVAILABLE' } });
    const { outcome: refused } = await start();
    scene.server.fail('PeopleList', 'INTERNAL');
    await pass(1_000);
    await expect(refused).resolves.toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
  });

  it('ends when it is cancelled, also in the middle of a pause', async () => {
    const { outcome, controller } = await start();
    scene.server.fail('PeopleList', 'UNAVAILABLE', { retryAfterS: 600 });
    await pass(1_000);
    controller.abort(new Error('enough'));
    await expect(outcome).rejects.toThrow('enough');
    const before = asked().length;
    await pass(700_000);
    expect(asked()).toHaveLength(before);
  });

  it('has nobody twice where somebody moves in the list meanwhile', async () => {
    const { outcome } = await start();
    await pass(50);
    scene.server.override({
      users: () => ({
        totalCount: 250,
        edges: scene.server.state.users.slice(0, 100).map((node) => ({ node, cursor: node.id })),
        pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
      }),
    });
    await pass(1_000);
    const answer = await outcome;
    const ids = answer.ok ? answer.data.map(({ id }) => id) : [];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
