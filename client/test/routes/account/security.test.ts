// Catalogue: T11.
import { screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import Page from '../../../src/routes/(member)/account/security/+page.svelte';
import { load } from '../../../src/routes/(member)/account/security/+page.ts';
import { MockServer } from '../../mock/index.ts';
import { openPage, signedIn } from '../../page.ts';

const HOUR_MS = 3_600_000;
let server: MockServer;

const open = async () => openPage(await signedIn(server), { load, Page, path: '/account/security' });

beforeEach(() => {
  server = new MockServer();
});

describe('the security page', () => {
  it('names the sessions that ended because their key came twice', async () => {
    const [session] = server.state.sessions;
    if (!session) throw new Error('The mock has sessions');
    server.state.replayed = [{ ...session, endedAt: new Date(Date.now() - 2 * HOUR_MS).toISOString() }];
    await open();
    const list = await screen.findByRole('list', { name: 'A session was ended for safety' });
    const [row] = within(list).getAllByRole('listitem');
    expect(row).toHaveTextContent(/Firefox on Linux 203\.0\.113\.1 · opened on .+ · ended 2 hours ago/);
    expect(screen.getByText(/change your password\.$/)).toBeVisible();
  });

  it('says nothing of the kind where there was none, nor where that cannot be known', async () => {
    server.fail('MyReplayedSessions', 'INTERNAL');
    await open();
    expect(await screen.findByRole('list', { name: 'Where you are signed in' })).toBeVisible();
    expect(screen.queryByText(/ended for safety/)).toBeNull();
  });
});
