import { aSignUp } from '#test/builders.js';
import type { Tokens } from '#test/threats/device.js';
import { askAt, type BuiltAnswer } from './built-server.js';

const signUpText = `mutation ($input: RegisterInput!) {
  register(input: $input) { auth { accessToken refreshToken } }
}`;
const refreshText = `mutation ($token: String!) {
  refresh(input: { refreshToken: $token }) { accessToken refreshToken }
}`;

/** Signs up a new person who keeps the tokens themselves, as a program does. */
export async function signUpAt(port: number): Promise<Tokens> {
  const input = aSignUp({ transport: 'BODY' });
  const { data, code } = await askAt<{ register: { auth: Tokens } }>(port, signUpText, { input });
  if (!data) throw new Error(`nobody could sign up: ${code}`);
  return data.register.auth;
}

/** Presents a refresh token. */
export const refreshAt = (port: number, token: string): Promise<BuiltAnswer<{ refresh: Tokens }>> =>
  askAt(port, refreshText, { token });

/** Presents one that must be accepted. */
export async function mustRefreshAt(port: number, token: string): Promise<Tokens> {
  const { data, code } = await refreshAt(port, token);
  if (!data) throw new Error(`a good refresh token was refused: ${code}`);
  return data.refresh;
}

/** What the API says to this access token: a role, or the code of the refusal. */
export async function whoAt(port: number, accessToken: string): Promise<string> {
  const authorization = `Bearer ${accessToken}`;
  const { data, code } = await askAt<{ me: { role: string } }>(port, '{ me { role } }', {}, { authorization });
  return code ?? data?.me.role ?? 'nobody';
}
