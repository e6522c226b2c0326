import { describe, expect, it, vi } from 'vitest';
import { MySessionsDocument } from '@socle/schema/documents';
import { eachInPretendedTime, pass, type Scene } from '../../../test/scene.ts';

let scene: Scene;
eachInPretendedTime((fresh) => (scene = fresh));

describe('one tab', () => {
  it('is a visitor where there is no cookie', async () => {
    const house = scene.openTab();
    expect(house.session.status).toBe('restoring');
    await scene.restored(house);
    expect(house.session.status).toBe('visitor');
    expect(house.session.endedReason).toBeNull();
  });

  it('takes up the session of the cookie, and knows what the person may do', async () => {
    const house = await scene.signedInTab();
    expect(house.session.status).toBe('member');
    expect(house.session.viewer?.pseudo).toBe('amelie.durand');
    expect(house.session.can('users:read')).toBe(true);
  });

  it('renews shortly before the token expires', async () => {
    const house = await scene.signedInTab();
    const before = house.session.token;
    await pass(600_000);
    expect(scene.server.state.refreshes).toBe(2);
    expect(house.session.token).not.toBe(before);
  });

  it('renews once when the server no longer takes the token, and sends the request again', async () => {
    const house = await scene.signedInTab();
    scene.server.state.forgetTokens();
    const answers = await Promise.all([
      house.api.query(MySessionsDocument, {}),
      house.api.query(MySessionsDocument, {}),
    ]);
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(scene.server.state.refreshes).toBe(2);
  });

  it('is over when the server says so, with the reason, and tells the page', async () => {
    const session = scene.server.state.open(scene.admin);
    const house = scene.openTab();
    const left = vi.fn();
    house.session.whenEnded(left);
    await scene.restored(house);
    scene.server.state.end(session.id, 'revoked');
    const answer = await house.api.query(MySessionsDocument, {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'SESSION_ENDED', reason: 'revoked' } });
    expect(house.session.status).toBe('visitor');
    expect(house.session.endedReason).toBe('revoked');
    expect(left).toHaveBeenCalledExactlyOnceWith('revoked');
  });

  it('waits as long as the server asks, and says until when', async () => {
    const house = await scene.signedInTab();
    scene.server.fail('Refresh', 'RATE_LIMITED', { retryAfterS: 120 });
    await pass(700_000);
    expect(house.session.status).toBe('offline');
    const before = scene.server.count('Refresh');
    expect(house.session.resumesAt).toBeGreaterThan(Date.now());
    scene.server.heal();
    await pass((house.session.resumesAt ?? 0) - Date.now() - 1);
    expect(scene.server.count('Refresh')).toBe(before);
    await pass(1_000);
    expect(house.session.status).toBe('member');
    expect(house.session.resumesAt).toBeNull();
  });

  it('is over when the account is suspended, and says so', async () => {
    const house = await scene.signedInTab();
    scene.server.fail('MySessions', 'ACCOUNT_SUSPENDED');
    await house.api.query(MySessionsDocument, {});
    expect(house.session.status).toBe('visitor');
    expect(house.session.endedReason).toBe('suspended');
  });

  it('stays through a lost network, and comes back by itself', async () => {
    const house = await scene.signedInTab();
    scene.server.offline = true;
    await pass(900_000);
    expect(house.session.status).toBe('offline');
    expect(house.session.viewer?.pseudo).toBe('amelie.durand');
    const answer = await house.api.query(MySessionsDocument, {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'NETWORK' } });
    scene.server.heal();
    await pass(31_000);
    expect(house.session.status).toBe('member');
  });

  it('opens offline without a sign-out, and restores once the server answers', async () => {
    scene.server.state.open(scene.admin);
    scene.server.offline = true;
    const house = scene.openTab();
    await scene.restored(house);
    expect(house.session.status).toBe('offline');
    scene.server.heal();
    await pass(31_000);
    expect(house.session.status).toBe('member');
  });

  it('keeps the token by the span that it carries, not by a clock that may be wrong', async () => {
    scene.server.state.open(scene.admin);
    scene.server.state.now = () => Date.now() - 3_600_000;
    const house = scene.openTab();
    await scene.restored(house);
    expect(house.session.expired()).toBe(false);
  });

  it('learns of a changed role from the first refusal', async () => {
    const house = await scene.signedInTab();
    scene.admin.scopes = [];
    scene.server.fail('MySessions', 'FORBIDDEN');
    await house.api.query(MySessionsDocument, {});
    await pass(10);
    expect(house.session.can('users:read')).toBe(false);
  });
});
