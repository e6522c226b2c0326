import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import Page from '../../../src/routes/(admin)/admin/roles/+page.svelte';
import { load } from '../../../src/routes/(admin)/admin/roles/+page.ts';
import { MockServer, PASSWORD } from '../../mock/index.ts';
import { openPage, signedIn } from '../../page.ts';
import { violations } from '../../ui/stage.ts';

let server: MockServer;

const open = async () => openPage(await signedIn(server), { load, Page, path: '/admin/roles' });
const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
const dialog = () => within(screen.getByRole('dialog'));
const rows = (list: string) =>
  within(screen.getByRole('list', { name: list })).getAllByText(/^[a-z-]+$/, { selector: 'strong' });
const names = (list: string) => rows(list).map((row) => row.textContent);
const asked = (operation: string) => server.requests.findLast((request) => request.operation === operation)?.variables;

/** Proves the password in the dialog that is on top. */
async function prove(): Promise<void> {
  await userEvent.type(await screen.findByLabelText('Password'), PASSWORD);
  await userEvent.keyboard('{Enter}');
}

async function fillRole(name: string, description: string): Promise<void> {
  await press('New role');
  await userEvent.type(dialog().getByLabelText('Name'), name);
  await userEvent.type(dialog().getByLabelText('What it is for'), description);
}

beforeEach(() => {
  server = new MockServer();
});

describe('the roles', () => {
  it('are listed with their rights in words, and with whoever holds them', async () => {
    await open();
    expect(names('Your own')).toEqual(['helper']);
    expect(names('Built in')).toEqual(['admin', 'member']);
    expect(screen.getAllByText('See accounts and figures')).toHaveLength(2);
    expect(screen.getByText('Runs this instance: every right there is.')).toBeVisible();
    expect(screen.getByText('Nobody holds it')).toBeVisible();
    const holders = screen.getByRole('link', { name: '59 people with the role member' });
    expect(holders).toHaveAttribute('href', '/admin/users?role=member');
    expect(await violations()).toEqual([]);
  });

  it('are made with a name, a purpose and rights, after the password was proved', async () => {
    await open();
    await fillRole('night-shift', 'Keeps watch.');
    await userEvent.click(dialog().getByRole('checkbox', { name: /See accounts/ }));
    await userEvent.click(dialog().getByRole('checkbox', { name: /suspend accounts/ }));
    await press('Create the role');
    await prove();
    expect(await screen.findByText('The role night-shift is ready')).toBeVisible();
    expect(names('Your own')).toEqual(['helper', 'night-shift']);
    expect(asked('CreateRole')).toEqual({
      name: 'night-shift',
      description: 'Keeps watch.',
      scopes: ['users:read', 'users:write'],
    });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('begin anew each time one is made', async () => {
    await open();
    await press('New role');
    await userEvent.click(dialog().getByRole('checkbox', { name: /See accounts/ }));
    await press('Cancel');
    await press('New role');
    expect(dialog().getByRole('checkbox', { name: /See accounts/ })).not.toBeChecked();
    expect(await violations()).toEqual([]);
  });

  it.each(['1st', 'Helper', 'a', 'two words', 'é-role'])('are not called %s', async (name) => {
    await open();
    await fillRole(name, 'A purpose.');
    await press('Create the role');
    expect(await screen.findByText(/^Only a to z/)).toBeVisible();
    expect(server.count('CreateRole')).toBe(0);
  });

  it('say beside the name that it is taken', async () => {
    await open();
    await fillRole('helper', 'Again.');
    await press('Create the role');
    await prove();
    expect(await screen.findByText('Already in use.')).toBeVisible();
    expect(document.activeElement).toBe(dialog().getByLabelText('Name'));
  });

  it('say beside the rights that one is unknown', async () => {
    server.fail('CreateRole', 'BAD_USER_INPUT', {
      fields: [{ name: 'scopes', code: 'unknown_scope', message: 'There is no scope x.' }],
    });
    await open();
    await fillRole('odd', 'Odd.');
    await userEvent.click(dialog().getByRole('checkbox', { name: /See accounts/ }));
    await press('Create the role');
    expect(await screen.findByText('There is no such right.')).toBeVisible();
    expect(dialog().getByRole('group', { name: 'Rights' })).toHaveAccessibleDescription('There is no such right.');
    expect(dialog().getByRole('checkbox', { name: /See accounts/ })).toBeChecked();
  });

  it('are changed, and keep what is typed when the server refuses', async () => {
    await open();
    await press('Edit the role helper');
    expect(dialog().queryByLabelText('Name')).toBeNull();
    const purpose = dialog().getByLabelText('What it is for');
    await userEvent.clear(purpose);
    await userEvent.type(purpose, 'Answers everything.');
    await userEvent.click(dialog().getByRole('checkbox', { name: /Delete accounts/ }));
    server.fail('UpdateRole', 'INTERNAL');
    await press('Save');
    expect(await screen.findByText(/Request req-mock/)).toBeVisible();
    expect(purpose).toHaveValue('Answers everything.');
    server.heal();
    await press('Save');
    await prove();
    expect(await screen.findByText('The role helper is changed')).toBeVisible();
    expect(screen.getByText('Answers everything.')).toBeVisible();
    expect(asked('UpdateRole')).toMatchObject({ name: 'helper', scopes: ['users:read', 'users:delete'] });
  });

  it('give no right that the person does not hold', async () => {
    Object.assign(server.state.users[0] ?? {}, { scopes: ['users:read', 'roles:write'] });
    await open();
    await press('New role');
    expect(dialog().getByRole('checkbox', { name: /Delete accounts/ })).toBeDisabled();
    expect(dialog().getByRole('checkbox', { name: /See accounts/ })).toBeEnabled();
  });

  it('are deleted once nobody holds them', async () => {
    await open();
    await press('Delete the role helper');
    await press('Delete');
    await prove();
    expect(await screen.findByText('The role helper is deleted')).toBeVisible();
    expect(screen.getByText('No role of your own yet')).toBeVisible();
  });

  it('are not deleted while somebody holds them: the dialog says who', async () => {
    Object.assign(server.state.users[4] ?? {}, { role: 'helper' });
    await open();
    await press('Delete the role helper');
    expect(dialog().getByText('1 person holds it. Give them another role first.')).toBeVisible();
    expect(dialog().queryByRole('button', { name: 'Delete' })).toBeNull();
    expect(dialog().getByRole('link')).toHaveAttribute('href', '/admin/users?role=helper');
  });

  it('say in the dialog that somebody has just got the role', async () => {
    await open();
    await press('Delete the role helper');
    server.fail('DeleteRole', 'CONFLICT', { reason: 'role_in_use' });
    await press('Delete');
    expect(await dialog().findByText(/^Somebody holds this role/)).toBeVisible();
  });

  it('are only read by whoever may not write them', async () => {
    Object.assign(server.state.users[0] ?? {}, { scopes: ['users:read'] });
    await open();
    expect(names('Built in')).toEqual(['admin', 'member']);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('fail with the request id, and come back', async () => {
    server.fail('RolesPage', 'INTERNAL');
    await open();
    expect(screen.getByRole('alert')).toHaveTextContent('req-mock');
    server.heal();
    await press('Try again');
    expect(await screen.findByRole('list', { name: 'Built in' })).toBeVisible();
  });
});
