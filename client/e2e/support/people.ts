import {
  ClaimInstanceDocument,
  ConfirmPasswordDocument,
  SetUserRoleDocument,
  SignInDocument,
  SignUpDocument,
  UpdateProfileDocument,
  type Locale,
  type TypedDocument,
} from '@socle/schema/documents';
import type { BrowserContext } from 'playwright-core';
import type { Device } from './browser.ts';
import type { House } from './house.ts';
import type { Language } from './words.ts';

/** Somebody with an account. */
export interface Person {
  readonly id: string;
  readonly pseudo: string;
  readonly email: string;
  readonly password: string;
  /** For what a test prepares past the screens. */
  readonly token: string;
}

export const goodPassword = 'seven quiet stones in a row';
let made = 0;

/** Asks the API with the cookies of a browser; the answer must be one. */
export async function ask<Data, Variables>(
  { request }: Pick<BrowserContext, 'request'>,
  document: TypedDocument<Data, Variables>,
  variables: Variables,
  token?: string,
): Promise<Data> {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const response = await request.post('/graphql', { data: { query: document, variables }, headers });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: unknown };
  if (!data || errors) throw new Error(`the API refused: ${JSON.stringify(errors)}`);
  return data;
}

/** What a test may want of a new person. */
interface Wanted {
  readonly pseudo?: string;
  readonly language?: Language | undefined;
}

const localeOf = (language: Language = 'en'): Locale => (language === 'fr' ? 'FR' : 'EN');

/** A new person, signed in on this device. */
export async function signUp({ context }: Device, wanted: Wanted = {}): Promise<Person> {
  made += 1;
  const { pseudo = `walker${made}`, language } = wanted;
  const email = `${pseudo}@example.org`;
  const input = { email, pseudo, locale: localeOf(language), password: goodPassword };
  const { auth } = (await ask(context, SignUpDocument, { input })).register;
  if (!auth) throw new Error('registration is not open');
  return { id: auth.user.id, pseudo, email, password: goodPassword, token: auth.accessToken };
}

/** The same person, signed in on one more device. */
export async function signIn({ context }: Device, person: Person): Promise<Person> {
  const input = { identifier: person.pseudo, password: person.password };
  const { auth } = (await ask(context, SignInDocument, { input })).login;
  if (!auth) throw new Error('the person could not sign in');
  return { ...person, token: auth.accessToken };
}

/** Sets the language of the profile, which a new device follows. */
export const speak = ({ context }: Device, { token }: Person, language?: Language) =>
  ask(context, UpdateProfileDocument, { input: { locale: localeOf(language) } }, token);

/** Makes a person the first administrator of the house. */
export async function claim({ context }: Device, person: Person, house: House): Promise<void> {
  const token = house.claimAddress.split('#')[1] ?? '';
  await ask(context, ClaimInstanceDocument, { token }, person.token);
}

/** Asks the API for something that needs a fresh proof of the person's password. */
export async function askFresh<Data, Variables>(
  { context }: Device,
  { password, token }: Person,
  document: TypedDocument<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { confirmPassword } = await ask(context, ConfirmPasswordDocument, { password }, token);
  return ask(context, document, variables, confirmPassword.accessToken);
}

/** Gives a person another role, by the hand of an administrator whose password was just proved. */
export const setRole = ({ context }: Device, admin: Person, userId: string, role: string) =>
  ask(context, SetUserRoleDocument, { userId, role }, admin.token);
