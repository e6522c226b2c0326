import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { goto } from '$app/navigation';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import Page from '../../../src/routes/(admin)/admin/audit/+page.svelte';
import { load } from '../../../src/routes/(admin)/admin/audit/+page.ts';
import { MockServer } from '../../mock/index.ts';
import { openPage, signedIn } from '../../page.ts';

let server: MockServer;

const open = async (path = '/admin/audit') => openPage(await signedIn(server), { load, Page, path });
const rows = () => within(screen.getByRole('table')).getAllByRole('row').slice(1);
const lastFilter = () =>
  server.requests.findLast(({ operation }) => operation === 'AuditEvents')?.variables['filter'] as object;

beforeEach(() => {
  server = new MockServer();
  vi.mocked(goto).mockClear();
});

describe('the journal', () => {
  it('is listed, twenty to a page, newest first', async () => {
    const { container } = await open();
    expect(rows()).toHaveLength(20);
    expect(screen.getByText('1 to 20 of 45')).toBeVisible();
    expect(rows()[0]).toHaveTextContent('45');
    expect((await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })).violations).toEqual([]);
  });

  it('is narrowed by event, outcome, renewals and days, all in the address', async () => {
    const page = await open();
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Event' }), 'login.failed');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Outcome' }), 'FAILURE');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Renewals' }), 'yes');
    await waitFor(() => expect(page.address()).toBe('/admin/audit?type=login.failed&outcome=FAILURE&renewals=yes'));
    expect(lastFilter()).toMatchObject({ type: 'login.failed', outcome: 'FAILURE', refreshes: true });
    expect(rows()).toHaveLength(5);
  });

  it('is searched by somebody’s name, and says when nothing matches', async () => {
    const [, member] = server.state.users;
    const page = await open();
    await userEvent.type(screen.getByRole('searchbox'), `${member?.pseudo}{Enter}`);
    await waitFor(() => expect(page.address()).toBe(`/admin/audit?q=${member?.pseudo}`));
    expect(lastFilter()).toMatchObject({ person: member?.pseudo });
    await page.go('/admin/audit?q=nobody-of-that-name');
    await userEvent.click(await screen.findByRole('button', { name: 'Clear search and filters' }));
    expect(page.address()).toBe('/admin/audit');
    expect(screen.getByRole('searchbox')).toHaveValue('');
  });

  it('is walked page by page, there and back', async () => {
    const page = await open();
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.getByText('41 to 45 of 45')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Previous' }));
    await userEvent.click(screen.getByRole('button', { name: 'Previous' }));
    expect(page.address()).toBe('/admin/audit');
  });

  it('shows one entry with all its facts, by an address of its own', async () => {
    const page = await open();
    const link = screen.getByRole('link', { name: 'Role of a person changed' });
    expect(link).toHaveAttribute('href', '/admin/audit?entry=40');
    await page.go('/admin/audit?entry=40');
    const dialog = await screen.findByRole('dialog', { name: 'Role of a person changed' });
    expect(within(dialog).getByText('Entry 40')).toBeVisible();
    expect(dialog).toHaveTextContent(/from\s*member\s*to\s*admin/);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(page.address()).toBe('/admin/audit'));
  });

  it('says that there is no such entry', async () => {
    await open('/admin/audit?entry=999');
    expect(await screen.findByRole('dialog', { name: 'There is no entry 999' })).toBeVisible();
  });

  it('keeps the filters in reach when the list fails, and comes back', async () => {
    server.fail('AuditEvents', 'UNAVAILABLE');
    await open('/admin/audit?q=ann');
    expect(screen.getByRole('searchbox')).toHaveValue('ann');
    expect(screen.getByRole('alert')).toHaveTextContent('Not available just now');
    server.heal();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('table')).toBeVisible();
  });
});

describe('verifying', () => {
  const verify = () => userEvent.click(screen.getByRole('button', { name: 'Verify now' }));

  it('says that every entry holds', async () => {
    await open();
    await verify();
    expect(await screen.findByText('The journal holds')).toBeVisible();
    expect(screen.getByText(/^45 entries were checked/)).toBeVisible();
  });

  it.each([
    ['ENTRY_CHANGED', 'Entry 17 is not what was sealed.', 17],
    ['ENTRIES_MISSING', 'Entries 17 to 19 are missing.', 20],
    ['NEWEST_MISSING', 'The newest entries, 17 to 19, are missing: a signed checkpoint knows them.', null],
    ['SEALED_ANEW', 'Entries 17 to 19 were sealed anew: a signed checkpoint knows others.', null],
    ['CHECKPOINT_CHANGED', 'The checkpoint of entry 19 is not what was signed.', null],
  ])('names what is wrong: %s', async (fault, words, entry) => {
    server.override({
      verifyAudit: () => ({ ok: false, checkedEvents: 16, fault, fromNumber: 17, toNumber: 19 }),
    });
    await open();
    await verify();
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    const link = screen.queryByRole('link', { name: /^Show entry/ });
    expect(link?.getAttribute('href') ?? null).toBe(entry && `/admin/audit?entry=${entry}`);
  });

  it('asks again while the walk takes longer than a request', async () => {
    server.override({ verifyAudit: () => ({ ok: true, checkedEvents: 9 }) });
    await open();
    server.fail('VerifyAudit', 'UNAVAILABLE', { retryAfterS: 0.01 });
    await verify();
    expect(await screen.findByText('The journal is long. This goes on by itself.')).toBeVisible();
    const asked = server.count('VerifyAudit');
    server.heal();
    expect(await screen.findByText('The journal holds')).toBeVisible();
    expect(server.count('VerifyAudit')).toBeGreaterThan(asked);
  });

  it('says how long to wait where it was asked too often', async () => {
    await open();
    server.fail('VerifyAudit', 'RATE_LIMITED', { retryAfterS: 30 });
    await verify();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Verify now' })).toBeEnabled());
    expect(server.count('VerifyAudit')).toBe(1);
  });
});
