import { RefreshDocument, SignInDocument, SignUpDocument, ViewerDocument } from '@socle/schema/documents';
import { password } from './cast.mjs';
import { Connection, toRequest } from './connection.mjs';

const nameOf = (document) => /^\w+ (\w+)/.exec(document)?.[1];

/** A GraphQL request as bytes, as the client sends it. */
export function graphqlRequest(query, { variables = {}, accessToken, cookie } = {}) {
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' };
  if (accessToken) headers.authorization = `Bearer ${accessToken}`;
  if (cookie) headers.cookie = cookie;
  return toRequest({
    method: 'POST',
    path: '/graphql',
    headers,
    body: JSON.stringify({ operationName: nameOf(query), query, variables }),
  });
}

const wrong = ({ status, text }) => new Error(`a wrong answer: ${status} ${text.slice(0, 500)}`);

/** The data of a right answer; throws at any other. */
export function dataOf({ status, text }) {
  const { data, errors } = JSON.parse(text);
  if (status !== 200 || errors) throw wrong({ status, text });
  return data;
}

/** Asks once. */
export async function ask({ port }, request) {
  using connection = await Connection.open(port);
  return await connection.send(request);
}

/** The cookies that an answer sets, as they go back. */
export const cookiesOf = ({ head }) =>
  [...head.matchAll(/^set-cookie: ([^;\r\n]+)/gim)].map(([, pair]) => pair).join('; ');

export const signUpRequest = (who) => graphqlRequest(SignUpDocument, { variables: { input: { ...who, password } } });

export const signInRequest = (identifier) =>
  graphqlRequest(SignInDocument, { variables: { input: { identifier, password } } });

export const refreshRequest = (cookie) => graphqlRequest(RefreshDocument, { cookie });

export const viewerRequest = (accessToken) => graphqlRequest(ViewerDocument, { accessToken });

/** Signs somebody in; answers the access token and the cookies. */
export async function signIn(server, pseudo) {
  const answer = await ask(server, signInRequest(pseudo));
  return { accessToken: dataOf(answer).login.auth.accessToken, cookie: cookiesOf(answer) };
}

/** A load of one request, whose every answer is looked at. */
export function oneRequest(request, isRight, lanes = 16) {
  const check = (answer) => {
    if (!isRight(answer)) throw wrong(answer);
  };
  const piece = { request, check };
  return { lanes, next: () => piece };
}

/** A load of one request whose right answer never changes: looked at once, then compared. */
export async function sameRequest(server, request, isRight) {
  const first = await ask(server, request);
  if (!isRight(first)) throw wrong(first);
  return oneRequest(request, ({ status, text }) => status === 200 && text === first.text);
}
