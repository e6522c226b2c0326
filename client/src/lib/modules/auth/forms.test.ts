import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createHouse, type House } from '#lib/session/index.ts';
import { MockBrowser, MockServer, PASSWORD } from '../../../../test/mock/index.ts';
import { stage, violations } from '../../../../test/ui/stage.ts';
import SignInForm from './SignInForm.svelte';
import SignUpForm from './SignUpForm.svelte';

let server: MockServer;
let house: House;

beforeEach(() => {
  server = new MockServer();
  server.state.now = () => Date.now();
  house = createHouse({ fetch: server.fetch, tabs: new MockBrowser().tab() });
});

async function typeIn(identifier: string, password: string): Promise<void> {
  await userEvent.type(screen.getByLabelText('E-mail or pseudo'), identifier);
  await userEvent.type(screen.getByLabelText('Password'), password);
}

async function signIn(identifier: string, password: string): Promise<void> {
  await typeIn(identifier, password);
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

describe('SignInForm', () => {
  it('opens a session', async () => {
    stage(SignInForm, { onsuspended: vi.fn() }, { house });
    await signIn('amelie.durand', PASSWORD);
    await vi.waitFor(() => expect(house.session.viewer?.pseudo).toBe('amelie.durand'));
  });

  it('says beside the password that the pair does not match, and puts the focus there', async () => {
    stage(SignInForm, { onsuspended: vi.fn() }, { house });
    await signIn('amelie.durand', 'not this one');
    const password = await screen.findByLabelText('Password', { selector: '[aria-invalid]' });
    expect(document.activeElement).toBe(password);
    expect(password.getAttribute('aria-describedby')).toBeTruthy();
    expect(screen.getByText('That pair does not match.')).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('sums up several faults and asks the server nothing', async () => {
    stage(SignInForm, { onsuspended: vi.fn() }, { house });
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect((await screen.findByRole('alert')).textContent).toContain('2 fields need another look');
    expect(document.activeElement).toBe(screen.getByLabelText('E-mail or pseudo'));
    expect(server.count('SignIn')).toBe(0);
  });

  it('shows the request id where no field is to blame', async () => {
    server.fail('SignIn', 'INTERNAL');
    stage(SignInForm, { onsuspended: vi.fn() }, { house });
    await signIn('amelie.durand', PASSWORD);
    expect((await screen.findByRole('alert')).textContent).toContain('Request req-mock');
  });

  it('sends once, however often the button is pressed', async () => {
    stage(SignInForm, { onsuspended: vi.fn() }, { house });
    await typeIn('amelie.durand', PASSWORD);
    const button = screen.getByRole('button', { name: 'Sign in' });
    for (let press = 0; press < 3; press += 1) button.click();
    await vi.waitFor(() => expect(house.session.viewer).not.toBeNull());
    expect(server.count('SignIn')).toBe(1);
  });

  it('shows and hides the password', async () => {
    stage(SignInForm, { onsuspended: vi.fn() }, { house });
    const password = screen.getByLabelText('Password');
    expect(password).toHaveProperty('type', 'password');
    await userEvent.click(screen.getByRole('button', { name: 'Show the password' }));
    expect(password).toHaveProperty('type', 'text');
    expect(password).toHaveProperty('autocomplete', 'current-password');
  });
});

describe('SignUpForm', () => {
  it('offers a passphrase that is long enough', async () => {
    stage(SignUpForm, { minLength: 15, onconfirmation: vi.fn() }, { house });
    await userEvent.click(screen.getByRole('button', { name: 'Suggest one' }));
    await vi.waitFor(() =>
      expect(screen.getByLabelText('Password')).toHaveProperty('value', expect.stringMatching(/^([a-z]+-){5}[a-z]+$/)),
    );
    expect(await violations()).toEqual([]);
  });

  it('says what is wrong before it asks the server', async () => {
    stage(SignUpForm, { minLength: 15, onconfirmation: vi.fn() }, { house });
    await userEvent.type(screen.getByLabelText('E-mail'), 'nowhere');
    await userEvent.type(screen.getByLabelText('Pseudo'), 'nova');
    await userEvent.type(screen.getByLabelText('Password'), 'short');
    await userEvent.click(screen.getByRole('button', { name: 'Create the account' }));
    expect(await screen.findByText('This is not an e-mail address.')).toBeTruthy();
    expect(screen.getByText('At least 15 characters.')).toBeTruthy();
    expect(server.count('SignUp')).toBe(0);
  });
});
