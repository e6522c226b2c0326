import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { House } from '#lib/session/index.ts';
import Page from '../../../src/routes/(member)/account/data/+page.svelte';
import { load } from '../../../src/routes/(member)/account/data/+page.ts';
import { MockServer, PASSWORD } from '../../mock/index.ts';
import { openPage, signedIn } from '../../page.ts';
import { violations } from '../../ui/stage.ts';

let server: MockServer;
let house: House;

const kept = {
  legalName: 'Amélie Durand',
  birthDate: '1990-05-17',
  phone: '+33612345678',
  city: 'Lyon',
  country: 'FR',
  updatedAt: '2026-11-20T09:00:00.000Z',
};

beforeEach(async () => {
  server = new MockServer();
  house = await signedIn(server);
  const [user] = server.state.users;
  server.state.personalData.set(user?.id ?? '', kept);
  await openPage(house, { load, Page, path: '/account/data' });
});

const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }));
const input = (label: string) => screen.findByLabelText<HTMLInputElement>(label);
const dialog = () => screen.findByRole('dialog', { name: 'Confirm that it is you' });

/** Opens what is kept, with the password that the page asks for. */
async function open(password = PASSWORD): Promise<void> {
  await press('Open');
  await userEvent.type(within(await dialog()).getByLabelText('Password'), password);
  await userEvent.click(within(await dialog()).getByRole('button', { name: 'Confirm' }));
}

describe('personal data', () => {
  it('are not asked for before somebody wants to see them', async () => {
    expect(await screen.findByText(/Opening may ask for your password, and is recorded\./)).toBeVisible();
    expect(server.count('MyPersonalData')).toBe(0);
    expect(screen.queryByLabelText('Full legal name')).toBeNull();
    expect(await violations()).toEqual([]);
  });

  it('open after the password, and close again', async () => {
    await open();
    expect((await input('Full legal name')).value).toBe('Amélie Durand');
    expect((await input('Day of birth')).value).toBe('1990-05-17');
    expect((await input('Country')).value).toBe('FR');
    expect(screen.getByText(/^Last changed/)).toBeVisible();
    expect(await violations()).toEqual([]);
    await press('Close');
    expect(screen.queryByLabelText('Full legal name')).toBeNull();
  });

  it('stay closed where the password is not given', async () => {
    await press('Open');
    await userEvent.click(within(await dialog()).getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByRole('button', { name: 'Open' })).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('are changed field by field: only what differs is sent, and what was emptied is cleared', async () => {
    await open();
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.clear(await input('Telephone'));
    await userEvent.clear(await input('City'));
    await userEvent.type(await input('City'), ' Paris ');
    await press('Save');
    expect(await screen.findByText('Personal data saved')).toBeVisible();
    const sent = server.requests.findLast(({ operation }) => operation === 'UpdatePersonalData');
    expect(sent?.variables).toEqual({ input: { phone: null, city: 'Paris' } });
    expect((await input('City')).value).toBe('Paris');
  });

  it('say beside the field what does not fit', async () => {
    await open();
    const fields = [{ name: 'phone', code: 'invalid_phone', message: 'x' }];
    server.fail('UpdatePersonalData', 'BAD_USER_INPUT', { fields });
    await userEvent.type(await input('Telephone'), '9');
    await press('Save');
    expect(await screen.findByText('With the prefix of the country, such as +44.')).toBeVisible();
    expect(await input('Telephone')).toHaveAttribute('aria-invalid', 'true');
  });

  it('of somebody who has given none say so, and can be given', async () => {
    server.state.personalData.clear();
    await open();
    expect(await screen.findByText('Nothing is kept yet.')).toBeVisible();
    await userEvent.selectOptions(await input('Country'), 'CH');
    await press('Save');
    await vi.waitFor(() => expect([...server.state.personalData.values()]).toMatchObject([{ country: 'CH' }]));
  });

  it('that were tampered with are named, the others are there, and can be typed anew', async () => {
    server.state.tampered = ['city'];
    await open();
    expect(await screen.findByText('Some of it cannot be read')).toBeVisible();
    expect((await input('Full legal name')).value).toBe('Amélie Durand');
    expect(await input('City')).toHaveAccessibleDescription('Cannot be read. Type it anew to replace it.');
    expect(await violations()).toEqual([]);
    await userEvent.type(await input('City'), 'Paris');
    await press('Save');
    expect(await screen.findByText('Personal data saved')).toBeVisible();
    expect(screen.queryByText('Some of it cannot be read')).toBeNull();
  });

  it('of which nothing opens say whom to ask, without a wait that would not help', async () => {
    await open();
    server.fail('UpdatePersonalData', 'UNAVAILABLE', { reason: 'tampered', retryAfterS: 3_600 });
    await userEvent.type(await input('City'), 'x');
    await press('Save');
    expect(await screen.findByText(/Whoever runs this instance can restore it\./)).toBeVisible();
    expect(screen.queryByText(/You can go on in/)).toBeNull();
  });

  it('that cannot be fetched say why, and are tried again', async () => {
    server.fail('MyPersonalData', 'INTERNAL');
    await press('Open');
    expect(await screen.findByText('Something failed on our side.')).toBeVisible();
    server.heal();
    server.offline = true;
    await press('Try again');
    expect(await screen.findByText(/The server cannot be reached\./)).toBeVisible();
    server.heal();
    await press('Try again');
    await userEvent.type(within(await dialog()).getByLabelText('Password'), PASSWORD);
    await userEvent.click(within(await dialog()).getByRole('button', { name: 'Confirm' }));
    expect((await input('City')).value).toBe('Lyon');
  });
});

describe('who saw personal data', () => {
  const rows = async () =>
    within(await screen.findByRole('list', { name: 'Who saw them, and when' })).findAllByRole('listitem');

  it('is nobody, before somebody did', async () => {
    expect(await screen.findByText('Nobody has opened them')).toBeVisible();
  });

  it('is told as soon as it happened, with the names of what was changed', async () => {
    await open();
    expect((await rows())[0]).toHaveTextContent(/^You Read/);
    await userEvent.type(await input('City'), 'x');
    await press('Save');
    await vi.waitFor(async () => expect((await rows())[0]).toHaveTextContent(/^You Changed: City/));
    expect(await rows()).toHaveLength(2);
    expect(await violations()).toEqual([]);
  });

  it('that cannot be fetched says why, and the rest of the page is there', async () => {
    server.fail('MyPersonalDataReadings', 'INTERNAL');
    await open();
    expect(await screen.findByText('Something failed on our side.')).toBeVisible();
    expect((await input('City')).value).toBe('Lyon');
  });
});
