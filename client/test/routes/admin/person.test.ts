import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { goto } from '$app/navigation';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import Page from '../../../src/routes/(admin)/admin/users/[id]/+page.svelte';
import { load } from '../../../src/routes/(admin)/admin/users/[id]/+page.ts';
import { MockServer, PASSWORD, type MockUser } from '../../mock/index.ts';
import { openPage, signedIn } from '../../page.ts';

let server: MockServer;

function person(index: number): MockUser {
  const found = server.state.users[index];
  if (!found) throw new Error('The mock has fewer people');
  return found;
}

async function open({ id }: { id: string } = person(1)) {
  return openPage(await signedIn(server), { load, Page, path: `/admin/users/${id}`, params: { id } });
}

const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
const dialog = () => within(screen.getByRole('dialog'));

async function prove(): Promise<void> {
  await userEvent.type(await screen.findByLabelText('Password'), PASSWORD);
  await userEvent.keyboard('{Enter}');
}

beforeEach(() => {
  server = new MockServer();
  vi.mocked(goto).mockClear();
});

describe('a person', () => {
  it('is shown with role, rights and sessions', async () => {
    const { container } = await open();
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(person(1).pseudo);
    expect(screen.getByText(person(1).email)).toBeVisible();
    expect(within(screen.getByRole('list', { name: 'Sessions' })).getAllByRole('listitem')).toHaveLength(2);
    expect((await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })).violations).toEqual([]);
  });

  it('is suspended for a reason, and let in again by the undo', async () => {
    await open();
    await press('Suspend');
    await userEvent.click(dialog().getByRole('button', { name: 'Suspend' }));
    expect(server.count('SuspendUser')).toBe(0);
    await userEvent.type(dialog().getByLabelText('Reason'), 'Spam');
    await userEvent.click(dialog().getByRole('button', { name: 'Suspend' }));
    expect(await screen.findByText(`${person(1).pseudo} is suspended`)).toBeVisible();
    expect(server.requests.findLast(({ operation }) => operation === 'SuspendUser')?.variables).toMatchObject({
      reason: 'Spam',
    });
    expect(screen.getByText('Reason: Spam')).toBeVisible();
    await press('Undo');
    expect(await screen.findByText('May sign in')).toBeVisible();
    expect(person(1).status).toBe('ACTIVE');
  });

  it('is reinstated, and that can be undone too', async () => {
    await open(person(3));
    await press('Reinstate');
    expect(await screen.findByText(`${person(3).pseudo} may sign in again`)).toBeVisible();
    await press('Undo');
    expect(await screen.findByRole('button', { name: 'Reinstate' })).toBeVisible();
    expect(person(3).status).toBe('SUSPENDED');
  });

  it('gets another role after the password was proved', async () => {
    await open();
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Role' }), 'admin');
    await press('Change the role');
    await prove();
    expect(await screen.findByText(`${person(1).pseudo} is now admin`)).toBeVisible();
    expect(screen.getByText('users:delete')).toBeVisible();
    expect(server.count('SetUserRole')).toBe(2);
  });

  it('loses the administration at once by giving it up', async () => {
    const house = await signedIn(server);
    const { id } = person(0);
    await openPage(house, { load, Page, path: `/admin/users/${id}`, params: { id } });
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Role' }), 'member');
    await press('Change the role');
    await prove();
    await vi.waitFor(() => expect(house.session.can('users:read')).toBe(false));
  });

  it('keeps the role where the proof is declined', async () => {
    await open();
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Role' }), 'admin');
    await press('Change the role');
    await screen.findByLabelText('Password');
    await userEvent.click(dialog().getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByRole('combobox', { name: 'Role' })).toHaveValue('member');
    expect(person(1).role).toBe('member');
  });

  it('is signed out of every device', async () => {
    await open();
    await press('End all');
    await userEvent.click(dialog().getByRole('button', { name: 'End all' }));
    expect(await screen.findByText('2 sessions ended')).toBeVisible();
    expect(await screen.findByText('Not signed in anywhere')).toBeVisible();
  });

  it('is deleted only by typing the pseudo and proving the password', async () => {
    await open();
    const { id, pseudo } = person(1);
    await press('Delete');
    expect(dialog().getByRole('button', { name: 'Delete' })).toBeDisabled();
    await userEvent.type(dialog().getByRole('textbox'), pseudo);
    await userEvent.click(dialog().getByRole('button', { name: 'Delete' }));
    await prove();
    expect(await screen.findByText(`${pseudo} is deleted`)).toBeVisible();
    expect(goto).toHaveBeenLastCalledWith('/admin/users', { replace: true });
    expect(server.state.users.some((user) => user.id === id)).toBe(false);
  });

  it.each([
    ['own_account', /your own account/],
    ['last_administrator', /last administrator must stay/],
    [undefined, /nor for the last administrator/],
  ])('stays as it is when the server refuses with %s', async (reason, message) => {
    server.fail('ReinstateUser', 'CONFLICT', reason ? { reason } : {});
    await open(person(3));
    await press('Reinstate');
    expect(await screen.findByText(message)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Reinstate' })).toBeVisible();
  });

  it('shows no change to whoever may only read', async () => {
    person(0).scopes = ['users:read'];
    await open();
    expect(screen.queryByRole('button', { name: /Suspend|End all|Delete|Change/ })).toBeNull();
  });

  it.each(['0193aaaa-0000-7000-8000-999999999999', 'not-an-id'])('is not found by the id %s', async (id) => {
    await expect(open({ id })).rejects.toMatchObject({ status: 404 });
  });

  it('fails with the request id, and comes back', async () => {
    server.fail('PersonPage', 'INTERNAL');
    await open();
    expect(screen.getByRole('alert')).toHaveTextContent('req-mock');
    server.heal();
    await press('Try again');
    expect(await screen.findByRole('heading', { level: 1, name: person(1).pseudo })).toBeVisible();
  });
});
