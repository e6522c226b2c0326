import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import Page from '../../../src/routes/(admin)/admin/+page.svelte';
import { load } from '../../../src/routes/(admin)/admin/+page.ts';
import { MockServer } from '../../mock/index.ts';
import { openPage, signedIn } from '../../page.ts';

const zeros = { users: 1, activeSessions: 1, loginsLast24h: 0, failedLoginsLast24h: 0 };
let server: MockServer;

const open = async (path = '/admin') => openPage(await signedIn(server), { load, Page, path });
const chart = () => screen.getByRole('slider', { name: /New accounts by day/ });

beforeEach(() => {
  server = new MockServer();
});

describe('the overview', () => {
  it('shows the four figures and the two charts', async () => {
    const { container } = await open();
    expect(screen.getByText('Accounts').parentElement).toHaveTextContent('60');
    expect(screen.getByText('Failed sign-ins in 24 hours').parentElement).toHaveTextContent('2');
    expect(screen.getAllByRole('slider')).toHaveLength(2);
    expect((await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })).violations).toEqual([]);
  });

  it('is read day by day with the keyboard', async () => {
    await open();
    const user = userEvent.setup();
    chart().focus();
    expect(chart()).toHaveAttribute('aria-valuetext', expect.stringMatching(/^21 Nov|^Nov 21/));
    await user.keyboard('{ArrowLeft}');
    expect(chart()).toHaveAttribute('aria-valuetext', expect.stringMatching(/20 Nov|Nov 20/));
    await user.keyboard('{Home}');
    expect(chart()).toHaveAttribute('aria-valuenow', '0');
  });

  it('tells the same as a table', async () => {
    await open('/admin?days=7');
    const [table] = screen.getAllByRole('table', { hidden: true });
    expect(within(table as HTMLElement).getAllByRole('row', { hidden: true })).toHaveLength(8);
  });

  it('changes the period through the address', async () => {
    const page = await open();
    await userEvent.click(screen.getByRole('button', { name: '90 days' }));
    expect(page.address()).toBe('/admin?days=90');
    expect(server.requests.at(-1)?.variables).toEqual({ days: 90 });
  });

  it('tells how old backups are, and what is wrong with them', async () => {
    const backupsAre = (backups: object) =>
      server.override({ overview: () => ({ ...zeros, registrationsByDay: [], loginsByDay: [], backups }) });
    const row = (name: string) => screen.getByText(name).closest('li');
    const page = await open();
    for (const name of ['Last backup', 'Last proven restore']) {
      expect(row(name)?.querySelector('time')).toBeVisible();
      expect(row(name)).not.toHaveTextContent(/Late|Not proven/);
    }
    backupsAre({ lastMadeAt: null, lastProvenAt: null, late: true });
    page.unmount();
    await open();
    expect(row('Last backup')).toHaveTextContent(/Late.*None was ever made/);
    expect(row('Last proven restore')).toHaveTextContent(/Not proven.*No backup was ever restored/);
  });

  it('says why a chart is empty', async () => {
    const none = ({ days }: { days: number }) =>
      Array.from({ length: days }, (_, n) => ({ day: `2026-10-${n + 1}`, count: 0 }));
    const backups = { lastMadeAt: null, lastProvenAt: null, late: false };
    server.override({ overview: () => ({ ...zeros, registrationsByDay: none, loginsByDay: none, backups }) });
    await open();
    expect(screen.getByText('Nobody has joined yet in this period.')).toBeVisible();
    expect(screen.queryByRole('slider')).toBeNull();
  });

  it('fails with the request id, and comes back', async () => {
    server.fail('Overview', 'INTERNAL');
    await open();
    expect(screen.getByRole('alert')).toHaveTextContent('req-mock');
    server.heal();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Accounts')).toBeVisible();
  });
});
