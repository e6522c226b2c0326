import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import Page from '../../../src/routes/(member)/account/security/+page.svelte';
import { load } from '../../../src/routes/(member)/account/security/+page.ts';
import type { MockToken } from '../../mock/tokens.ts';
import { MockServer, PASSWORD, type MockUser } from '../../mock/index.ts';
import { openPage, signedIn } from '../../page.ts';
import { violations } from '../../ui/stage.ts';

const DAY_MS = 86_400_000;
let server: MockServer;
const away = (ms: number): string => new Date(Date.now() + ms).toISOString();

const open = async (user?: MockUser) =>
  openPage(await signedIn(server, user), { load, Page, path: '/account/security' });
const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }));
const dialog = () => within(screen.getByRole('dialog'));
const rows = () => within(screen.getByRole('list', { name: 'API tokens' })).getAllByRole('listitem');
const asked = (operation: string) => server.requests.findLast((request) => request.operation === operation)?.variables;

function keep(more: Partial<MockToken> = {}): void {
  const userId = server.state.users[0]?.id ?? '';
  const token = { id: `t${server.state.tokens.length}`, userId, name: 'nightly build', prefix: 'socle_pat_Ab3x' };
  const dates = { createdAt: away(-2 * DAY_MS), lastUsedAt: null, expiresAt: null };
  server.state.tokens.push({ ...token, scopes: ['users:read'], ...dates, ...more });
}

async function create(name: string): Promise<void> {
  await press('New token');
  if (name) await userEvent.type(dialog().getByLabelText('Name'), name);
}

/** Proves the password in the dialog that is on top. */
async function prove(): Promise<void> {
  await userEvent.type(await screen.findByLabelText('Password'), PASSWORD);
  await userEvent.keyboard('{Enter}');
}

beforeEach(() => {
  server = new MockServer();
});

describe('the API tokens of a person', () => {
  it('are none at first, with a word on what they are for', async () => {
    await open();
    expect(await screen.findByText('No API token')).toBeVisible();
    expect(screen.getByText(/A new password ends none of them/)).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it('tell what they may do, when they were used, and until when', async () => {
    keep({ lastUsedAt: away(-3 * 3_600_000), expiresAt: away(90 * DAY_MS) });
    keep({ name: 'old', scopes: [], expiresAt: away(-DAY_MS) });
    keep({ name: 'soon', expiresAt: away(2 * DAY_MS) });
    await open();
    await screen.findByRole('list', { name: 'API tokens' });
    const [first, old, soon] = rows();
    expect(first).toHaveTextContent(/nightly build See accounts and figures socle_pat_Ab3x… · made 2 days ago ·/);
    expect(first).toHaveTextContent(/used 3 hours ago · expires on \d+ \w+ \d{4}/);
    expect(old).toHaveTextContent(/Expired No right of its own .+ never used · expired on/);
    expect(soon).toHaveTextContent('Expires soon');
    expect(await violations()).toEqual([]);
  });

  it('tell which rights went with those of their owner', async () => {
    const [, member] = server.state.users;
    keep({ userId: member?.id ?? '', scopes: ['users:read'] });
    await open(member);
    await screen.findByRole('list', { name: 'API tokens' });
    expect(rows()[0]).toHaveTextContent(/nightly build Not any more, since you may not: See accounts/);
  });

  it('are made with a name, rights and an end, after the password, and shown once', async () => {
    await open();
    await create('nightly build');
    await userEvent.click(dialog().getByRole('checkbox', { name: /See accounts/ }));
    await press('Create the token');
    await prove();
    const secret = await screen.findByLabelText('Token');
    expect(secret).toHaveTextContent(/^socle_pat_/);
    expect(screen.getByText(/shown this once/)).toBeVisible();
    expect(await violations()).toEqual([]);
    userEvent.setup();
    await press('Copy the token');
    expect(await navigator.clipboard.readText()).toBe(secret.textContent);
    await press('Done');
    expect(screen.queryByLabelText('Token')).toBeNull();
    expect(rows()[0]).toHaveTextContent(/^nightly build/);
    const { input } = asked('CreateApiToken') as { input: { expiresAt: string } };
    expect(input).toMatchObject({ name: 'nightly build', scopes: ['users:read'] });
    expect(Math.round((Date.parse(input.expiresAt) - Date.now()) / DAY_MS)).toBe(90);
  });

  it('need a name, and a date that is still to come', async () => {
    await open();
    await create('');
    await userEvent.selectOptions(dialog().getByLabelText('It expires'), 'on a date');
    await press('Create the token');
    expect(dialog().getByLabelText('Name')).toHaveAccessibleDescription('Needed.');
    expect(dialog().getByLabelText('Date and time')).toHaveAccessibleDescription('Needed.');
    expect(asked('CreateApiToken')).toBeUndefined();
  });

  it('may never expire, and may hold nothing', async () => {
    const [, member] = server.state.users;
    await open(member);
    await create('reader');
    expect(dialog().getByText(/no right beyond your own account/)).toBeVisible();
    await userEvent.selectOptions(dialog().getByLabelText('It expires'), 'never');
    expect(dialog().getByText('It works until you revoke it.')).toBeVisible();
    await press('Create the token');
    await prove();
    await screen.findByLabelText('Token');
    expect(asked('CreateApiToken')).toEqual({ input: { name: 'reader', scopes: [], expiresAt: null } });
  });

  it('are refused in words where there are too many', async () => {
    server.fail('CreateApiToken', 'CONFLICT', { reason: 'too_many_tokens' });
    await open();
    await create('one more');
    await press('Create the token');
    expect(await screen.findByText(/Revoke one first/)).toBeVisible();
  });

  it('are revoked after a question', async () => {
    keep();
    await open();
    await screen.findByRole('list', { name: 'API tokens' });
    await press('Revoke nightly build');
    expect(dialog().getByText(/cannot be brought back/)).toBeVisible();
    await userEvent.click(dialog().getByRole('button', { name: 'Revoke' }));
    expect(await screen.findByText('nightly build is revoked')).toBeVisible();
    expect(await screen.findByText('No API token')).toBeVisible();
  });

  it('that cannot be read leave the rest of the page alone', async () => {
    server.fail('MyApiTokens', 'INTERNAL');
    await open();
    expect(await screen.findByRole('list', { name: 'Where you are signed in' })).toBeVisible();
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  });
});
