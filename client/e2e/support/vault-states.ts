import type { Page } from 'playwright-core';
import { answering, failing, refusing } from './answers.ts';
import { button, field, fill, see, seePage } from './screen.ts';
import type { Cast, State } from './state.ts';

async function data(page: Page, { t }: Cast): Promise<void> {
  await page.goto('/account/data');
  await seePage(page, t.users_data());
}

const names = ['legalName', 'birthDate', 'phone', 'addressLine', 'postalCode', 'city', 'country', 'taxId'];
const nothing = Object.fromEntries([...names, 'updatedAt'].map((name) => [name, null]));
const personalData = { __typename: 'PersonalData', ...nothing, legalName: 'Ada King' };

/** Opens what is kept; the password was proved too long ago, so the server's answer is played. */
async function openData(page: Page, cast: Cast, answer: object = { data: { personalData } }): Promise<void> {
  await answering(page, 'MyPersonalData', 200, answer);
  await data(page, cast);
  await button(page, cast.t.vault_open()).click();
  await see(field(page, 'legalName'));
}

/** The page of personal data in its states. */
export const vaultStates: readonly State[] = [
  {
    name: 'data, open',
    as: 'member',
    async open(page, cast) {
      const kept = { ...personalData, city: 'London', updatedAt: '2026-11-20T09:00:00.000Z' };
      await answering(page, 'UpdatePersonalData', 200, { data: { personalData: kept } });
      await openData(page, cast);
      await fill(page, { city: 'London' });
      await button(page, cast.t.save()).click();
      await see(page.getByText(cast.t.vault_saved()));
    },
  },
  {
    name: 'data, refused',
    as: 'member',
    async open(page, cast) {
      const fields = ['phone', 'taxId'].map((name) => ({ name, code: 'invalid_format', message: 'x' }));
      await refusing(page, 'UpdatePersonalData', 400, { code: 'BAD_USER_INPUT', fields });
      await openData(page, cast);
      await fill(page, { phone: 'none', taxId: '<none>' });
      await button(page, cast.t.save()).click();
      await see(page.getByRole('alert'));
    },
  },
  {
    name: 'data, tampered with',
    as: 'member',
    async open(page, cast) {
      const extensions = { code: 'UNAVAILABLE', reason: 'tampered', retryAfterS: 3_600, requestId: 'x' };
      const errors = ['city', 'taxId'].map((name) => ({ message: 'x', path: ['personalData', name], extensions }));
      await openData(page, cast, { errors, data: { personalData } });
      await see(page.getByText(cast.t.vault_tampered_title()));
    },
  },
  {
    name: 'data, failing',
    as: 'member',
    async open(page, cast) {
      await failing(page, 'MyPersonalData');
      await data(page, cast);
      await button(page, cast.t.vault_open()).click();
      await see(page.getByRole('alert'));
    },
  },
];
