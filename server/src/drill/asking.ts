import { OperatorError } from '#kernel/operator-error.js';
import type { Examiner } from './examiner.js';

const signInText = `mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }`;
const lookText = `query ($id: ID!, $known: Boolean!) {
  me { pseudo }
  overview { users }
  user(id: $id) @include(if: $known) { pseudo }
}`;

interface SignedIn {
  readonly login: { readonly auth: { readonly accessToken: string } };
}

/** What an administrator sees. */
export interface Seen {
  readonly me: { readonly pseudo: string };
  readonly overview: { readonly users: number };
  readonly user?: { readonly pseudo: string } | null;
}

const failed = (what: string): OperatorError =>
  new OperatorError(`the restored instance ${what}`, 'keep this backup to be looked at, and make another');

async function ask<Data>(port: number, query: string, variables: object, token?: string): Promise<Data> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const body = JSON.stringify({ query, variables });
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body });
  const { data } = (await response.json()) as { data?: Data | null };
  if (response.status !== 200 || !data) throw failed(`answered ${response.status} to its administrator`);
  return data;
}

/** Signs in as anybody does and looks at what is there. */
export async function look(port: number, { pseudo, password, oldest }: Examiner): Promise<Seen> {
  const ready = await fetch(`http://127.0.0.1:${port}/health/ready`);
  if (ready.status !== 200) throw failed('is not ready');
  const input = { identifier: pseudo, password, transport: 'BODY' };
  const { login } = await ask<SignedIn>(port, signInText, { input });
  const about = { id: oldest?.id ?? '', known: oldest !== null };
  return ask<Seen>(port, lookText, about, login.auth.accessToken);
}

/** Compares what was seen with what is in the databases, whither one more came for the drill. */
export function compare(seen: Seen, { pseudo, oldest, people }: Examiner): void {
  if (seen.me.pseudo !== pseudo) throw failed('took its administrator for somebody else');
  if (seen.overview.users !== people + 1) throw failed(`shows ${seen.overview.users - 1} people instead of ${people}`);
  if (oldest && seen.user?.pseudo !== oldest.pseudo) throw failed('does not show its oldest account');
}
