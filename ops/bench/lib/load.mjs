import { Agent, request } from 'node:http';

const connections = 16;

function once(agent, port, { path, method, headers, body }) {
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (chunk) => (text += chunk))
        .on('end', () => resolve({ status: response.statusCode, text }));
    });
    sent.on('error', reject).end(body);
  });
}

/** Sends the same request `count` times over a few kept connections; `check` throws at the first wrong answer. */
export async function drive(port, what, count, check) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let left = count;
  const lane = async () => {
    while (left-- > 0) check(await once(agent, port, what));
  };
  await Promise.all(Array.from({ length: connections }, lane));
  agent.destroy();
}

/** The server's processor time per request, in microseconds, after a warm-up of a quarter of the count. */
export async function cpuPerRequest(server, what, count, check) {
  await drive(server.port, what, Math.ceil(count / 4), check);
  const before = await server.cpu();
  await drive(server.port, what, count, check);
  return ((await server.cpu()) - before) / count;
}

/** The middle of some figures. */
export const median = (figures) => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)];
