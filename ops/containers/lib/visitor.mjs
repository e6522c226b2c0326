import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** A port that nobody uses now. */
export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}

/** Sends bytes that no well-behaved client would, and answers what came back. */
export async function sendRaw(port, bytes) {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  socket.end(bytes);
  let answer = '';
  for await (const text of socket) answer += text;
  return answer;
}

/** A browser as far as signing in goes: it keeps the refresh cookie and sends it back. */
export function createVisitor(address) {
  let cookie = '';
  return async function ask(query, { variables, token, headers } = {}) {
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: address,
        ...(cookie && { cookie }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    const [kept] = response.headers.getSetCookie();
    if (kept) cookie = kept.split(';', 1)[0];
    return { status: response.status, headers: response.headers, kept, ...(await response.json()) };
  };
}
