// Catalogue: V4, P6: what the runbook about the vault's master key tells people to type, typed beside a running server.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtProgram, projectRoot } from '#house/build-info.js';
import { aSignUp } from '#test/builders.js';
import { startBuiltServer, throwAwayFolder, type BuiltServer } from './built-server.js';

const page = readFileSync(join(projectRoot, 'ops/handbook/runbooks/master-key-rotation.md'), 'utf8');
/** The commands of the page, in their order: to rotate, to see the files, and to remove the older one. */
const [rotate = '', remove = ''] = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, typed]) => typed ?? '');

const signUpText = 'mutation ($input: RegisterInput!) { register(input: $input) { auth { accessToken } } }';
const keepText = 'mutation { updatePersonalData(input: { city: "London" }) { city } }';

const folder = throwAwayFolder();
const dataDir = join(folder.path, 'data');
const keyFile = (version: number): string => join(dataDir, 'keys', 'vault', `000${version}.key`);

let server: BuiltServer;
let headers: { authorization: string };

async function stop(): Promise<void> {
  server.process.kill('SIGTERM');
  await server.ended;
}

beforeAll(async () => {
  server = await startBuiltServer(dataDir, { PUBLIC_URL: 'http://localhost:4000' });
  const variables = { input: aSignUp() };
  const { data } = await server.ask<{ register: { auth: { accessToken: string } } }>(signUpText, variables);
  headers = { authorization: `Bearer ${data?.register.auth.accessToken}` };
  expect((await server.ask(keepText, {}, headers)).status).toBe(200);
});
afterAll(async () => {
  await stop();
  folder.remove();
});

/** Types commands as the page has them, with the places of this house; answers what they say. */
function type(commands: string): string {
  const here = commands
    .replaceAll('npm run socle --', `node ${builtProgram('cli.js')}`)
    .replaceAll('.data/', `${dataDir}/`);
  const PATH = `${join(process.execPath, '..')}:${process.env['PATH']}`;
  const env = { PATH, DATA_DIR: dataDir, PUBLIC_URL: 'http://localhost:4000' };
  return execFileSync('sh', ['-ec', here], { cwd: projectRoot, env, encoding: 'utf8' });
}

const readCity = async (): Promise<unknown> =>
  (await server.ask<{ myPersonalData: object }>('{ myPersonalData { city } }', {}, headers)).data?.myPersonalData;

it('rotates beside the server, which reads on', async () => {
  expect(type(rotate)).toMatch(
    /^Made .*0002\.key\.\n(Wrapped \d of 1 keys anew\.\n)*Every key of the vault is wrapped by /,
  );
  expect(await readCity()).toEqual({ city: 'London' });
});

it('removes the older file, and the server reads on, also after a start', async () => {
  expect(type(remove)).toBe('0001.key\n0002.key\n');
  expect([existsSync(keyFile(1)), existsSync(keyFile(2))]).toEqual([false, true]);
  expect(await readCity()).toEqual({ city: 'London' });
  await stop();
  server = await startBuiltServer(dataDir, { PUBLIC_URL: 'http://localhost:4000' });
  expect(await readCity()).toEqual({ city: 'London' });
});
