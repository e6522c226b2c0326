import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import Page from '../../../src/routes/(admin)/admin/users/[id]/+page.svelte';
import { load } from '../../../src/routes/(admin)/admin/users/[id]/+page.ts';
import { MockServer, PASSWORD, type MockUser } from '../../mock/index.ts';
import { openPage, signedIn } from '../../page.ts';
import { violations } from '../../ui/stage.ts';

const DAY_MS = 86_400_000;
let server: MockServer;

function person(index = 1): MockUser {
  const found = server.state.users[index];
  if (!found) throw new Error('The mock has fewer people');
  return found;
}

async function open({ id }: MockUser = person()) {
  return openPage(await signedIn(server), { load, Page, path: `/admin/users/${id}`, params: { id } });
}

const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
const dialog = () => within(screen.getByRole('dialog'));
const grants = () => within(screen.getByRole('list', { name: 'Rights beyond the role' }));
const asked = (operation: string) => server.requests.findLast((request) => request.operation === operation)?.variables;
const inFuture = (ms: number) => new Date(Date.now() + ms).toISOString();

async function prove(): Promise<void> {
  await userEvent.type(await screen.findByLabelText('Password'), PASSWORD);
  await userEvent.keyboard('{Enter}');
}

function given(scope: string, until: string | null): void {
  Object.assign(person(), { scopes: [scope], grants: [{ scope, until, grantedAt: inFuture(-DAY_MS) }] });
}

beforeEach(() => {
  server = new MockServer();
  server.state.now = () => Date.now();
});

describe('the role of a person', () => {
  it('may be one that an administrator made', async () => {
    await open();
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Role' }), 'helper');
    await press('Change the role');
    await prove();
    expect(await screen.findByText(`${person().pseudo} is now helper`)).toBeVisible();
  });
});

describe('the rights beyond the role', () => {
  it('are none at first, and one is given until its end', async () => {
    await open();
    expect(screen.getByText('Nothing beyond the role')).toBeVisible();
    await press('Give a right');
    await userEvent.selectOptions(dialog().getByLabelText('Right'), 'users:read');
    await userEvent.selectOptions(dialog().getByLabelText('It ends'), 'in an hour');
    expect(await violations()).toEqual([]);
    await userEvent.click(dialog().getByRole('button', { name: 'Give a right' }));
    await prove();
    expect(await grants().findByText('See accounts and figures')).toBeVisible();
    expect(grants().getByText(/^in (59|60) minutes$|^in 1 hour$/)).toBeVisible();
    const until = Date.parse(String(asked('GrantScope')?.['until']));
    expect(until - Date.now()).toBeGreaterThan(3_000_000);
    expect(until - Date.now()).toBeLessThanOrEqual(3_600_000);
  });

  it('are given without an end only where that is said', async () => {
    await open();
    await press('Give a right');
    await userEvent.selectOptions(dialog().getByLabelText('It ends'), 'not by itself');
    expect(dialog().getByText('It holds until somebody takes it back.')).toBeVisible();
    await userEvent.click(dialog().getByRole('button', { name: 'Give a right' }));
    await prove();
    expect(await grants().findByText('Does not end by itself')).toBeVisible();
    expect(asked('GrantScope')).toMatchObject({ until: null });
  });

  it('do not end in the past, nor on a day that was not given', async () => {
    await open();
    await press('Give a right');
    await userEvent.selectOptions(dialog().getByLabelText('It ends'), 'on a date');
    await userEvent.click(dialog().getByRole('button', { name: 'Give a right' }));
    expect(await dialog().findByText('Needed.')).toBeVisible();
    await userEvent.type(dialog().getByLabelText('Date and time'), '2020-01-01T09:00');
    await userEvent.click(dialog().getByRole('button', { name: 'Give a right' }));
    expect(await dialog().findByText('This lies in the past.')).toBeVisible();
    expect(server.count('GrantScope')).toBe(0);
  });

  it('are taken back, and given again by the undo until the same end', async () => {
    const until = inFuture(3 * DAY_MS);
    given('users:delete', until);
    await open();
    expect(grants().getByText(/^in (2|3) days$/)).toBeVisible();
    await press('Take back: Delete accounts');
    await prove();
    expect(await screen.findByText('Nothing beyond the role')).toBeVisible();
    await press('Undo');
    expect(await grants().findByText('Delete accounts')).toBeVisible();
    expect(asked('GrantScope')).toMatchObject({ scope: 'users:delete', until });
  });

  it('are offered only where the giver holds them', async () => {
    person(0).scopes = ['users:read', 'users:write'];
    await open();
    await press('Give a right');
    const options = within(dialog().getByLabelText('Right')).getAllByRole('option');
    expect(options.map((option) => option.getAttribute('value'))).toEqual(['users:read', 'users:write']);
  });

  it('leave the page when their time has come', async () => {
    given('users:delete', inFuture(30));
    await open();
    expect(grants().getByText('Delete accounts')).toBeVisible();
    person().grants = [];
    await vi.waitFor(() => expect(screen.getByText('Nothing beyond the role')).toBeVisible(), 4_000);
  });

  it('name what is missing, and the request, where they reach too far', async () => {
    given('users:delete', null);
    server.fail('RevokeScope', 'FORBIDDEN', { requires: ['users:delete', 'roles:write'] });
    await open();
    await press('Take back: Delete accounts');
    const said = await screen.findByText(/“Delete accounts” \(users:delete\) and “Make, change and delete roles”/);
    expect(said.closest('li')).toHaveTextContent('Request req-mock');
  });

  it('are only shown to whoever may not give them', async () => {
    given('users:delete', null);
    person(0).scopes = ['users:read'];
    await open();
    expect(grants().getByText('Delete accounts')).toBeVisible();
    expect(screen.queryByRole('button', { name: /right|Take back/ })).toBeNull();
  });
});

describe('what a person can do, and why not', () => {
  const items = (group: string) => within(screen.getByRole('list', { name: group })).getAllByRole('listitem');

  async function openAnswers(user = person()): Promise<void> {
    await open(user);
    expect(server.count('PersonAccess')).toBe(0);
    await userEvent.click(screen.getByText('Show every operation'));
    await screen.findByRole('list', { name: 'Reading' });
  }

  it('is asked when somebody wants to know, and told by what it does', async () => {
    await openAnswers();
    expect(items('Reading')).toHaveLength(2);
    expect(items('Changing')).toHaveLength(3);
    expect(items('Parts of what is read')[0]).toHaveTextContent('User.email');
    const [deletion] = items('Changing');
    expect(deletion).toHaveTextContent('Delete somebody’s account');
    expect(deletion).toHaveTextContent('Missing: “Delete accounts” (users:delete).');
    expect(deletion).toHaveTextContent('Role that would do: admin.');
    expect(await violations()).toEqual([]);
  });

  it('is filtered by the answer and by words', async () => {
    await openAnswers();
    await press(/^Allowed \(/);
    expect(screen.queryByRole('list', { name: 'Reading' })).toBeNull();
    expect(items('Changing')).toHaveLength(2);
    await press(/^All \(/);
    await userEvent.type(screen.getByRole('searchbox', { name: /Filter/ }), 'users:read list');
    expect(items('Reading')).toHaveLength(1);
    await userEvent.type(screen.getByRole('searchbox', { name: /Filter/ }), ' zebra');
    expect(screen.getByText('Nothing matches')).toBeVisible();
    await press('Clear search and filters');
    expect(items('Changing')).toHaveLength(3);
  });

  it('is that the account is suspended, where it is', async () => {
    await openAnswers(person(3));
    expect(items('Reading')[0]).toHaveTextContent('The account is suspended.');
    expect(items('Reading')[0]).not.toHaveTextContent('Role');
  });

  it('changes with what is given', async () => {
    await openAnswers();
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Role' }), 'helper');
    await press('Change the role');
    await prove();
    await vi.waitFor(() => expect(items('Reading')[0]).toHaveTextContent('Allowed'));
  });

  it('fails with the request id, and comes back', async () => {
    server.fail('PersonAccess', 'INTERNAL');
    await open();
    await userEvent.click(screen.getByText('Show every operation'));
    expect(await screen.findByRole('alert')).toHaveTextContent('req-mock');
    server.heal();
    await press('Try again');
    expect(await screen.findByRole('list', { name: 'Reading' })).toBeVisible();
  });
});
