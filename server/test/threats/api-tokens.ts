import type { Caller } from '#test/caller.js';
import type { TestHouse } from '#test/house.js';

/** A token as the person who makes it gets it. */
export interface MadeToken {
  readonly id: string;
  readonly secret: string;
}

interface Wanted {
  readonly name?: string;
  readonly scopes?: readonly string[];
  readonly expiresAt?: Date | null;
}

const createText = `mutation ($input: CreateApiTokenInput!) {
  createApiToken(input: $input) { secret apiToken { id } }
}`;

/** Makes a token as somebody who has just proven their password. */
export async function makeToken(caller: Caller, wanted: Wanted = {}): Promise<MadeToken> {
  const input = { name: 'a program', scopes: [], ...wanted };
  const { data, body } = await caller.send<{ createApiToken: { secret: string; apiToken: { id: string } } }>(
    createText,
    { input },
  );
  if (!data) throw new Error(`a token was refused: ${body}`);
  return { id: data.createApiToken.apiToken.id, secret: data.createApiToken.secret };
}

/** A program that sends this token. */
export const programOf = (house: TestHouse, { secret }: Pick<MadeToken, 'secret'>): Caller =>
  house.visitor({ authorization: `Bearer ${secret}` });

/** What the API says to this token: its scopes, or the code of the refusal. */
export async function askBy(caller: Caller): Promise<string> {
  const { code, data } = await caller.send<{ me: { scopes: string[] } | null }>('{ me { scopes } }');
  return code ?? data?.me?.scopes.join(' ') ?? 'nobody';
}
