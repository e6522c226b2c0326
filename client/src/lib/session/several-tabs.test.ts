// Catalogue: B3.
import { describe, expect, it, vi } from 'vitest';
import { MySessionsDocument, SignInDocument } from '@socle/schema/documents';
import { PASSWORD } from '../../../test/mock/index.ts';
import { eachInPretendedTime, pass, type Scene } from '../../../test/scene.ts';

let scene: Scene;
eachInPretendedTime((fresh) => (scene = fresh));

describe('several tabs', () => {
  it('wake together and refresh once', async () => {
    scene.server.state.open(scene.admin);
    scene.server.delayMs = 40;
    const tabs = Array.from({ length: 8 }, () => scene.openTab());
    await scene.restored(...tabs);
    expect(scene.server.state.refreshes).toBe(1);
    expect(new Set(tabs.map(({ session }) => session.token)).size).toBe(1);
  });

  it('share one refresh when the token expires in all of them', async () => {
    scene.server.state.open(scene.admin);
    const tabs = Array.from({ length: 8 }, () => scene.openTab());
    await scene.restored(...tabs);
    vi.setSystemTime(Date.now() + 700_000);
    const answers = Promise.all(tabs.map(({ api }) => api.query(MySessionsDocument, {})));
    await pass(500);
    expect((await answers).every((answer) => answer.ok)).toBe(true);
    expect(scene.server.state.refreshes).toBe(2);
  });

  it('open signed in by what the first tab knows', async () => {
    scene.server.state.open(scene.admin);
    await scene.restored(scene.openTab());
    const second = scene.openTab();
    await scene.restored(second);
    expect(second.session.status).toBe('member');
    expect(scene.server.state.refreshes).toBe(1);
  });

  it('know at once, when reloaded, that the role has changed', async () => {
    await scene.signedInTab();
    scene.admin.scopes = [];
    const second = scene.openTab();
    await scene.restored(second);
    expect(second.session.can('users:read')).toBe(false);
  });

  it('leave together', async () => {
    scene.server.state.open(scene.admin);
    const [here, there] = [scene.openTab(), scene.openTab()];
    await scene.restored(here, there);
    const left = vi.fn();
    there.session.whenEnded(left);
    await here.session.signOut();
    await pass(10);
    expect([here.session.status, there.session.status]).toEqual(['visitor', 'visitor']);
    expect(there.session.token).toBeNull();
    expect(left).toHaveBeenCalledOnce();
  });

  it('do not resurrect a session that was left while a refresh was under way', async () => {
    const house = await scene.signedInTab();
    scene.server.delayMs = 100;
    const renewal = house.session.renew();
    await pass(50);
    house.session.end(null);
    await pass(500);
    expect(await renewal).toBe('ended');
    expect(house.session.status).toBe('visitor');
  });

  it('start afresh when someone else signs in', async () => {
    scene.server.state.open(scene.admin);
    const switched = vi.fn();
    const [here, there] = [scene.openTab(), scene.openTab(switched)];
    await scene.restored(here, there);
    await pass(1000);
    const other = scene.server.state.users[1]?.pseudo ?? '';
    const answer = await here.api.mutate(SignInDocument, { input: { identifier: other, password: PASSWORD } });
    if (answer.ok && answer.data.login.auth) here.session.adopt(answer.data.login.auth);
    await pass(10);
    expect(there.session.viewer?.pseudo).toBe(other);
    expect(switched).toHaveBeenCalledOnce();
  });
});
