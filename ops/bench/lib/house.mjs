import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, MeasuredServer } from './measured-server.mjs';

const root = new URL('../../../', import.meta.url);

/** The built server on a throw-away folder. */
export async function startHouse() {
  const folder = mkdtempSync(join(tmpdir(), 'socle-bench-'));
  const [port, metricsPort] = [await freePort(), await freePort()];
  const environment = {
    NODE_ENV: 'test',
    DATA_DIR: folder,
    LIMITS_FACTOR: '1000000',
    LOG_LEVEL: 'warn',
    METRICS_PORT: String(metricsPort),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
  const server = await MeasuredServer.start(new URL('server/dist/src/main.js', root), {
    environment,
    port,
    readyPath: '/health/ready',
  });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { server, stop };
}

/** Runs a document once and answers its data. */
export async function ask(port, query, variables = {}, accessToken = null) {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(accessToken && { authorization: `Bearer ${accessToken}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
  return data;
}

/** Signs somebody up; answers the access token. */
export async function signUp(port) {
  const input = {
    email: 'bench@example.org',
    pseudo: 'bench',
    password: 'a long walk to the quarry',
    transport: 'BODY',
  };
  const data = await ask(
    port,
    'mutation ($input: RegisterInput!) { register(input: $input) { auth { accessToken } } }',
    { input },
  );
  return data.register.auth.accessToken;
}
