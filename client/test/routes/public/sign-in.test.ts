// Catalogue: T11, Z12.
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { goto } from '$app/navigation';
import { locale } from '#lib/i18n/index.ts';
import { createHouse, type House } from '#lib/session/index.ts';
import { MySessionsDocument } from '@socle/schema/documents';
import Page from '../../../src/routes/(public)/sign-in/+page.svelte';
import { MockBrowser, MockServer, PASSWORD, type MockUser } from '../../mock/index.ts';
import { openPage, signedIn } from '../../page.ts';

let server: MockServer;

/** The rules that the page itself breaks; its frame is another's. */
async function faults(): Promise<string[]> {
  const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
  return (await axe.run(document.body, { rules })).violations.map(({ id }) => id);
}

/** The sign-in page as it stands after the server has ended the session for this reason. */
async function endedBecause(
  reason: string,
  code: 'SESSION_ENDED' | 'ACCOUNT_SUSPENDED' = 'SESSION_ENDED',
): Promise<House> {
  const house = await signedIn(server);
  server.fail('MySessions', code, { reason });
  await house.api.query(MySessionsDocument, {});
  server.heal();
  await openPage(house, { load: () => ({}), Page, path: '/sign-in' });
  return house;
}

beforeEach(() => {
  server = new MockServer();
  server.state.now = () => Date.now();
});

describe('somebody whose session was replayed', () => {
  it('reads what happened, that other devices are untouched, and what to do', async () => {
    await endedBecause('reused');
    const notice = screen.getByText('This device was signed out for safety').parentElement;
    expect(notice).toHaveTextContent(/used twice.*Your other devices are untouched/);
    const steps = within(notice as HTMLElement).getAllByRole('listitem');
    expect(steps.map((step) => step.textContent)).toEqual([
      'Sign in again, here.',
      'Under Security, look at your devices, and end what you do not know.',
      'Change the password there too, in case somebody knows it.',
    ]);
    expect(await faults()).toEqual([]);
  });

  it('reads it in French', async () => {
    locale.choose('fr');
    await endedBecause('reused');
    expect(screen.getByText('Cet appareil a été déconnecté par sécurité')).toBeVisible();
    locale.choose('en');
  });
});

describe('somebody who is suspended', () => {
  it('in the middle of the work reads so, without the reason, and whom to ask', async () => {
    const house = await endedBecause('', 'ACCOUNT_SUSPENDED');
    expect(house.session.status).toBe('visitor');
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('This account is suspended');
    expect(screen.getByText(/^Whoever runs this instance can say why/)).toBeVisible();
    expect(screen.queryByLabelText('Password')).toBeNull();
    expect(await faults()).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Back to sign-in' }));
    expect(screen.getByLabelText('Password')).toBeVisible();
  });

  it('at sign-in reads so too, with the focus on it and the request to quote', async () => {
    const user = server.state.users[3];
    const house = await signedIn(server);
    house.session.end(null);
    await openPage(house, { load: () => ({}), Page, path: '/sign-in' });
    await userEvent.type(screen.getByLabelText('E-mail or pseudo'), user?.pseudo ?? '');
    await userEvent.type(screen.getByLabelText('Password'), `${PASSWORD}{Enter}`);
    const title = await screen.findByRole('heading', { level: 1, name: 'This account is suspended' });
    expect(document.activeElement).toBe(title);
    expect(screen.getByText('Request req-mock')).toBeVisible();
  });
});

describe('somebody whose session ended otherwise', () => {
  it.each([
    ['revoked', /ended from another device or by an administrator/],
    ['expired', /idle for too long/],
  ])('is told that it was %s', async (reason, words) => {
    await endedBecause(reason);
    expect(screen.getByText(words)).toBeVisible();
  });
});

describe('somebody who comes while nobody knows yet whether a session goes on', () => {
  const asked = vi.fn();
  let answer: () => void;

  /** A page whose first question, for the session of the cookie, stays open until `answer`. */
  async function arriving(): Promise<House> {
    asked.mockClear();
    const { promise: open, resolve } = Promise.withResolvers<void>();
    answer = resolve;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const [, operation] = /(?:query|mutation) (\w+)/.exec(String(init?.body)) ?? [];
      asked(operation);
      if (operation === 'Refresh') await open;
      return server.fetch(input, init);
    };
    const house = createHouse({ fetch, tabs: new MockBrowser().tab() });
    void house.session.restore();
    await openPage(house, { load: () => ({}), Page, path: '/sign-in' });
    return house;
  }

  it('can type at once; what is sent waits, so that an older session cannot end the new one', async () => {
    const house = await arriving();
    expect(house.session.status).toBe('restoring');
    await userEvent.type(screen.getByLabelText('E-mail or pseudo'), server.state.users[0]?.pseudo ?? '');
    await userEvent.type(screen.getByLabelText('Password'), `${PASSWORD}{Enter}`);
    expect(asked.mock.calls).toEqual([['Refresh']]);
    answer();
    await vi.waitFor(() => expect(house.session.viewer?.pseudo).toBe(server.state.users[0]?.pseudo));
    expect(asked.mock.calls).toEqual([['Refresh'], ['SignIn']]);
  });

  it('goes on where the session goes on', async () => {
    server.state.open(server.state.users[0] as MockUser);
    const house = await arriving();
    expect(screen.getByLabelText('Password')).toBeVisible();
    answer();
    await vi.waitFor(() => expect(goto).toHaveBeenCalledWith('/account', { replace: true }));
    expect(house.session.status).toBe('member');
  });

  it('reads that the account is suspended as soon as the server says so', async () => {
    server.fail('Refresh', 'ACCOUNT_SUSPENDED', { reason: 'suspended' });
    await arriving();
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Sign in');
    answer();
    expect(await screen.findByRole('heading', { level: 1, name: 'This account is suspended' })).toBeVisible();
  });
});
