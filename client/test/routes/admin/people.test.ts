import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { goto } from '$app/navigation';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import Page from '../../../src/routes/(admin)/admin/users/+page.svelte';
import { load } from '../../../src/routes/(admin)/admin/users/+page.ts';
import { MockServer } from '../../mock/index.ts';
import { openPage, signedIn } from '../../page.ts';

let server: MockServer;

const open = async (path = '/admin/users') => openPage(await signedIn(server), { load, Page, path });
const search = () => screen.getByRole('searchbox');
const names = () =>
  within(screen.getByRole('table'))
    .getAllByRole('link')
    .map((link) => link.textContent);
const lastList = () => server.requests.findLast(({ operation }) => operation === 'PeopleList')?.variables;

beforeEach(() => {
  server = new MockServer();
  vi.mocked(goto).mockClear();
});

describe('the people', () => {
  it('are listed, twenty to a page, newest first', async () => {
    const { container } = await open();
    expect(names()).toHaveLength(20);
    expect(screen.getByText('1 to 20 of 60')).toBeVisible();
    expect(await screen.findByText(/60 accounts/)).toBeVisible();
    expect((await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })).violations).toEqual([]);
  });

  it('are searched while typing, with one request for a word', async () => {
    const page = await open();
    await userEvent.type(search(), 'amelie');
    await waitFor(() => expect(page.address()).toBe('/admin/users?q=amelie'));
    expect(names().every((name) => name?.startsWith('amelie'))).toBe(true);
    expect(server.count('PeopleList')).toBe(2);
  });

  it('replace the address while a search goes on, so that Back leaves it at once', async () => {
    await open();
    await userEvent.type(search(), 'am');
    await waitFor(() => expect(goto).toHaveBeenCalledTimes(1));
    await userEvent.type(search(), 'e');
    await waitFor(() => expect(goto).toHaveBeenCalledTimes(2));
    expect(vi.mocked(goto).mock.calls.map(([, options]) => options?.replace)).toEqual([false, true]);
  });

  it('take the search back from the address', async () => {
    const page = await open('/admin/users?q=amelie');
    expect(search()).toHaveValue('amelie');
    await page.go('/admin/users');
    await waitFor(() => expect(search()).toHaveValue(''));
  });

  it('are filtered by role and status', async () => {
    const page = await open();
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'SUSPENDED');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Role' }), 'member');
    await waitFor(() => expect(page.address()).toBe('/admin/users?role=member&status=SUSPENDED'));
    expect(within(screen.getByRole('table')).getAllByText('Suspended')).toHaveLength(names().length);
  });

  it('are sorted by a header, and the other way round by the same', async () => {
    const page = await open();
    await userEvent.click(screen.getByRole('button', { name: 'Pseudo' }));
    expect(page.address()).toBe('/admin/users?sort=pseudo');
    expect(names()).toEqual(names().toSorted());
    await userEvent.click(screen.getByRole('button', { name: /^Pseudo/ }));
    expect(lastList()).toMatchObject({ order: { by: 'PSEUDO', direction: 'DESC' } });
  });

  it('are walked page by page, there and back', async () => {
    const page = await open();
    const first = names();
    expect(screen.getByRole('button', { name: 'Previous' })).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.getByText('41 to 60 of 60')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Next' })).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Previous' }));
    await userEvent.click(screen.getByRole('button', { name: 'Previous' }));
    expect(names()).toEqual(first);
    expect(page.address()).toBe('/admin/users');
  });

  it('say that nobody matches, and how to see everyone again', async () => {
    const page = await open('/admin/users?q=nobody-by-that-name&role=member');
    await userEvent.click(screen.getByRole('button', { name: 'Clear search and filters' }));
    expect(page.address()).toBe('/admin/users');
    expect(search()).toHaveValue('');
  });

  it('say that the list has become shorter', async () => {
    const page = await open(`/admin/users?from=61&after=${server.state.users.at(-1)?.id}&sort=pseudo`);
    server.override({
      users: () => ({ totalCount: 3, edges: [], pageInfo: { hasNextPage: false, hasPreviousPage: true } }),
    });
    await page.go('/admin/users?from=61&after=gone');
    expect(await screen.findByText('This page has come to its end')).toBeVisible();
  });

  it('keep the filters in reach when the list fails, and come back', async () => {
    server.fail('PeopleList', 'UNAVAILABLE');
    await open('/admin/users?q=amelie');
    expect(search()).toHaveValue('amelie');
    expect(screen.getByRole('alert')).toHaveTextContent('Not available just now');
    server.heal();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('table')).toBeVisible();
  });

  it('are shown also where the figures and the roles fail', async () => {
    server.fail('Overview', 'INTERNAL');
    server.fail('Roles', 'INTERNAL');
    await open();
    expect(names()).toHaveLength(20);
  });
});
