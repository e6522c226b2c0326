// Catalogue: A1.
import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { locale } from '#lib/i18n/index.ts';
import { createHouse, type House } from '#lib/session/index.ts';
import { MockBrowser, MockServer, PASSWORD } from '../../../../test/mock/index.ts';
import { stage, violations } from '../../../../test/ui/stage.ts';
import ReauthenticationDialog from './ReauthenticationDialog.svelte';
import SignInForm from './SignInForm.svelte';

const WAIT_S = 2;
let server: MockServer;
let house: House;

const onsuspended = vi.fn();
const button = (name = 'Sign in') => screen.getByRole('button', { name });
const said = () => screen.getByRole('status').textContent?.replaceAll(/\s+/g, ' ') ?? '';

async function signIn(): Promise<void> {
  await userEvent.type(screen.getByLabelText('E-mail or pseudo'), 'amelie.durand');
  await userEvent.type(screen.getByLabelText('Password'), PASSWORD);
  await userEvent.click(button());
}

beforeEach(() => {
  server = new MockServer();
  server.state.now = () => Date.now();
  house = createHouse({ fetch: server.fetch, tabs: new MockBrowser().tab() });
  onsuspended.mockClear();
});

describe.each(['RATE_LIMITED', 'UNAVAILABLE'] as const)('a person who is told %s', (code) => {
  it('sees how long to wait, keeps what was typed, and goes on at the end', async () => {
    server.fail('SignIn', code, { retryAfterS: WAIT_S });
    stage(SignInForm, { onsuspended }, { house });
    await signIn();
    await vi.waitFor(() => expect(said()).toMatch(/You can go on in 2 seconds\./));
    expect(said()).toContain('What you typed stays here.');
    expect(button()).toHaveAttribute('aria-disabled', 'true');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(await violations()).toEqual([]);

    await userEvent.click(button());
    await userEvent.type(screen.getByLabelText('Password'), '{Enter}');
    expect(server.count('SignIn')).toBe(1);

    await vi.waitFor(() => expect(said()).toContain('You can go on now.'), { timeout: 5_000 });
    expect(button()).not.toHaveAttribute('aria-disabled');
    expect(screen.getByLabelText('E-mail or pseudo')).toHaveValue('amelie.durand');
    expect(screen.getByLabelText('Password')).toHaveValue(PASSWORD);

    server.heal();
    await userEvent.click(button());
    await vi.waitFor(() => expect(house.session.viewer?.pseudo).toBe('amelie.durand'));
  });
});

describe('a person who proves the password too often', () => {
  it('is told in the dialog, and the change still waits', async () => {
    server.fail('ConfirmPassword', 'RATE_LIMITED', { retryAfterS: 65 });
    stage(ReauthenticationDialog, {}, { house });
    const proved = house.session.reauthentication.request();
    await userEvent.type(await screen.findByLabelText('Password'), 'not this one{Enter}');
    await vi.waitFor(() => expect(said()).toMatch(/in 1 minute 5 seconds\./));
    expect(button('Confirm')).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(button('Cancel'));
    await expect(proved).resolves.toBe(false);
  });

  it('reads it in French too', async () => {
    locale.choose('fr');
    server.fail('SignIn', 'RATE_LIMITED', { retryAfterS: 65 });
    stage(SignInForm, { onsuspended }, { house });
    await userEvent.type(screen.getByLabelText('E-mail ou pseudo'), 'amelie.durand');
    await userEvent.type(screen.getByLabelText('Mot de passe'), PASSWORD);
    await userEvent.click(button('Se connecter'));
    await vi.waitFor(() => expect(said()).toMatch(/Vous pourrez continuer dans 1 minute 5 secondes\./));
    locale.choose('en');
  });
});

describe('a person whose account is suspended', () => {
  it('is told after the right password, with the request to quote', async () => {
    Object.assign(server.state.users[0] ?? {}, { status: 'SUSPENDED' });
    stage(SignInForm, { onsuspended }, { house });
    await signIn();
    await vi.waitFor(() => expect(onsuspended).toHaveBeenCalledExactlyOnceWith('req-mock'));
  });
});
