import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Page from '../../../src/routes/(member)/account/data/+page.svelte';
import { load } from '../../../src/routes/(member)/account/data/+page.ts';
import { finish, type MockExport } from '../../mock/exports.ts';
import { MockServer, PASSWORD } from '../../mock/index.ts';
import { openPage, signedIn } from '../../page.ts';
import { violations } from '../../ui/stage.ts';

let server: MockServer;
let followed: string[];

const open = async () => openPage(await signedIn(server), { load, Page, path: '/account/data' });
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

async function prove(): Promise<void> {
  await userEvent.type(await screen.findByLabelText('Password'), PASSWORD);
  await userEvent.keyboard('{Enter}');
}

/** The archive that the person asked for. */
function archive(): MockExport {
  const [found] = server.state.exports.values();
  if (!found) throw new Error('nobody asked for an archive');
  return found;
}

/** A page on which an archive is being made. */
async function openMaking() {
  const page = await open();
  await press('Make an archive');
  await prove();
  await screen.findByText('Your archive is being made');
  return page;
}

beforeEach(() => {
  server = new MockServer();
  followed = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    followed.push(`${this.pathname} ${this.download === '' && this.hasAttribute('download')}`);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('the archive of one’s data', () => {
  it('is asked for with the password, and says how far it is until it is ready', async () => {
    await openMaking();
    expect(screen.getByRole('progressbar')).toHaveAccessibleName('Your archive is being made');
    archive().progress = 0.42;
    expect(await screen.findByText('42%', {}, { timeout: 3_000 })).toBeVisible();
    expect(await violations()).toEqual([]);
    finish(archive(), Date.now());
    expect(await screen.findByText(/^1\.2 MB, kept until/, {}, { timeout: 3_000 })).toBeVisible();
    expect(await screen.findByText('Your archive is ready')).toBeVisible();
    expect(screen.queryByRole('progressbar')).toBeNull();
    expect(await violations()).toEqual([]);
  });

  it('is not asked for by whoever does not give their password', async () => {
    await open();
    await press('Make an archive');
    await screen.findByLabelText('Password');
    await press('Cancel');
    await waitFor(() => expect(screen.queryByLabelText('Password')).toBeNull());
    expect(screen.getByText('No archive yet')).toBeVisible();
    expect(server.state.exports.size).toBe(0);
  });

  it('goes on being made while the page is away, and is found again', async () => {
    const { unmount } = await openMaking();
    unmount();
    archive().progress = 0.5;
    await open();
    expect(screen.getByText('50%')).toBeVisible();
  });

  it('is asked about no more once it is ready', async () => {
    await openMaking();
    finish(archive(), Date.now());
    await screen.findByText(/kept until/, {}, { timeout: 3_000 });
    const asked = server.count('NewestDataExport');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(server.count('NewestDataExport')).toBe(asked);
  });

  it('can be cancelled', async () => {
    await openMaking();
    await press('Cancel');
    expect(await screen.findByText('No archive yet')).toBeVisible();
    expect(archive().status).toBe('CANCELLED');
  });

  it('is saved by the browser itself, under a fresh link below this site', async () => {
    await openMaking();
    finish(archive(), Date.now());
    await screen.findByText(/kept until/, {}, { timeout: 3_000 });
    await press('Download');
    await waitFor(() => expect(followed).toEqual(['/files/name.of.it true']));
  });

  it('that is gone meanwhile can be made anew', async () => {
    await openMaking();
    finish(archive(), Date.now());
    await screen.findByText(/kept until/, {}, { timeout: 3_000 });
    Object.assign(archive(), { downloadUrl: null, keptUntil: null });
    await press('Download');
    expect(await screen.findByText(/An archive is kept for a day/)).toBeVisible();
    expect(followed).toEqual([]);
    await press('Make an archive');
    expect(await screen.findByText('Your archive is being made')).toBeVisible();
  });

  it('that failed is tried again', async () => {
    await openMaking();
    archive().status = 'FAILED';
    expect(await screen.findByText('The archive could not be made', {}, { timeout: 3_000 })).toBeVisible();
    expect(await violations()).toEqual([]);
    await press('Try again');
    expect(await screen.findByText('Your archive is being made')).toBeVisible();
  });

  it('that is refused says why, and the page stays', async () => {
    await openMaking();
    await press('Cancel');
    await screen.findByText('No archive yet');
    server.fail('RequestDataExport', 'RATE_LIMITED', { retryAfterS: 3_600 });
    await press('Make an archive');
    expect(await screen.findByText('You can go on in 1 hour.', { selector: ':not([aria-hidden])' })).toBeVisible();
    expect(screen.getByText('No archive yet')).toBeVisible();
  });

  it('whose state cannot be known hides nothing else, and is asked for again', async () => {
    server.fail('NewestDataExport', 'INTERNAL');
    await open();
    expect(screen.getByRole('button', { name: 'Delete the account…' })).toBeVisible();
    expect(screen.getByRole('alert')).toBeVisible();
    server.heal();
    await press('Try again');
    expect(await screen.findByText('No archive yet')).toBeVisible();
  });
});
