import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createHouse, type House, type Viewer } from '#lib/session/index.ts';
import { MockBrowser, MockServer, type MockUser } from '../../../../test/mock/index.ts';
import { stage, violations } from '../../../../test/ui/stage.ts';
import { KeptDraft } from './kept-draft.ts';
import ProfileForm from './ProfileForm.svelte';

let server: MockServer;
let house: House;
let kept: KeptDraft;

function show(): Viewer {
  const { viewer } = house.session;
  if (!viewer) throw new Error('Somebody is signed in');
  stage(ProfileForm, { viewer, dirty: false }, { house, kept });
  return viewer;
}

beforeEach(async () => {
  server = new MockServer();
  server.state.now = () => Date.now();
  server.state.open(server.state.users[0] as MockUser);
  house = createHouse({ fetch: server.fetch, tabs: new MockBrowser().tab() });
  kept = new KeptDraft();
  await house.session.restore();
});

const bio = () => screen.getByLabelText<HTMLTextAreaElement>('Bio');
const save = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save' });

describe('ProfileForm', () => {
  it('saves what was typed, and the session knows it', async () => {
    show();
    expect(save().disabled).toBe(true);
    await userEvent.clear(bio());
    await userEvent.type(bio(), 'Stone by stone.');
    await userEvent.click(save());
    await vi.waitFor(() => expect(house.session.viewer?.bio).toBe('Stone by stone.'));
    expect(await screen.findByText('Profile saved')).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('refuses a bio of more than 500 characters, and says by how many', async () => {
    show();
    await userEvent.clear(bio());
    await userEvent.click(bio());
    await userEvent.paste('é'.repeat(503));
    await userEvent.click(save());
    expect(await screen.findByText('3 characters too many')).toBeTruthy();
    expect(server.count('UpdateProfile')).toBe(0);
  });

  it('keeps what was typed when the session ends by itself, and for that person only', async () => {
    const { id } = show();
    await userEvent.clear(bio());
    await userEvent.type(bio(), 'Half a thought');
    house.session.end('expired');
    expect(kept.take('somebody else')).toBeNull();
    expect(kept.take(id)?.bio).toBe('Half a thought');
  });

  it('keeps nothing of somebody who signs out', async () => {
    const { id } = show();
    await userEvent.type(bio(), 'Half a thought');
    await house.session.signOut();
    expect(kept.take(id)).toBeNull();
  });
});
