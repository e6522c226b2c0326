import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import Page from '../../../src/routes/(member)/account/activity/+page.svelte';
import { load } from '../../../src/routes/(member)/account/activity/+page.ts';
import { anEvent } from '../../mock/events.ts';
import { MockServer, type MockUser } from '../../mock/index.ts';
import { openPage, signedIn } from '../../page.ts';

let server: MockServer;
let person: MockUser | undefined;

const open = async () => openPage(await signedIn(server, person), { load, Page, path: '/account/activity' });
const items = () =>
  within(screen.getByRole('list', { name: 'What was done with your account' })).getAllByRole('listitem');

beforeEach(() => {
  server = new MockServer();
  person = server.state.users[1];
});

describe('one’s own activity', () => {
  it('is told in words, newest first, with what others did', async () => {
    const id = person?.id ?? '';
    server.state.events = [
      anEvent(1, { type: 'user.registered', actorId: id, subject: `user:${id}` }),
      anEvent(2, {
        type: 'login.failed',
        outcome: 'FAILURE',
        concernedId: id,
        subject: `user:${id}`,
        ipAddress: '203.0.113.0/24',
      }),
      anEvent(3, {
        type: 'user.role_changed',
        actorId: server.state.users[0]?.id ?? null,
        concernedId: id,
        subject: `user:${id}`,
        details: [{ name: 'to', value: 'admin' }],
      }),
    ];
    const { container } = await open();
    expect(items().map((item) => item.textContent)).toEqual([
      expect.stringMatching(/^You were given the role admin/),
      expect.stringMatching(
        /^Somebody typed a wrong password for your account\s*failed.*from the network 203\.0\.113\.0\/24/,
      ),
      expect.stringMatching(/^You made this account/),
    ]);
    expect((await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })).violations).toEqual([]);
  });

  it('is walked page by page', async () => {
    server.state.events = Array.from({ length: 25 }, (_, index) => anEvent(index + 1, { actorId: person?.id ?? null }));
    const page = await open();
    expect(screen.getByText('1 to 20 of 25')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(items()).toHaveLength(5);
    await userEvent.click(screen.getByRole('button', { name: 'Previous' }));
    expect(page.address()).toBe('/account/activity');
  });

  it('says so where there is nothing, and comes back where it failed', async () => {
    server.state.events = [];
    server.fail('MyActivity', 'UNAVAILABLE');
    await open();
    expect(screen.getByRole('alert')).toHaveTextContent('Not available just now');
    server.heal();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Nothing here')).toBeVisible();
  });
});
