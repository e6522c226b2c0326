// Catalogue: A8.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startBuiltServer, throwAwayFolder, type BuiltServer } from './built-server.js';

/** A fault in the server's own process, on a signal: what a forgotten promise or a listener could do. */
const faults = {
  'a rejection that nobody handles': "Promise.reject(new Error('planted fault'))",
  'an error event that nobody hears': "new (require('node:events'))().emit('error', new Error('planted fault'))",
};

describe('the last resort', () => {
  const folder = throwAwayFolder();
  let server: BuiltServer | undefined;
  afterEach(async () => {
    server?.process.kill('SIGKILL');
    await server?.ended;
  });

  it.each(Object.entries(faults))(
    'ends the process cleanly after %s, and a new one finds everything',
    { timeout: 60_000 },
    async (name, fault) => {
      const planted = join(folder.path, `${name.replaceAll(' ', '-')}.cjs`);
      writeFileSync(planted, `process.on('SIGWINCH', () => { ${fault}; });\n`);
      const dataDir = join(folder.path, 'data');
      server = await startBuiltServer(dataDir, { NODE_OPTIONS: `--require ${planted}` });
      const pseudo = `before.${Math.random().toString(36).slice(2, 10)}`;
      const input = { email: `${pseudo}@example.org`, pseudo, password: 'seven quiet stones in a row' };
      const signUp = 'mutation ($input: RegisterInput!) { register(input: $input) { confirmationSent } }';
      expect(await server.ask(signUp, { input })).toMatchObject({ status: 200 });

      server.process.kill('SIGWINCH');
      expect(await server.ended).toMatchObject({ code: 1, signal: null });
      const lines = server.lines.map((line) => JSON.parse(line) as { event: string; level: string });
      expect(lines.filter(({ level }) => level === 'fatal')).toMatchObject([{ event: 'server.failed' }]);
      expect(lines.map(({ event }) => event)).toContain('database.disconnected');

      server = await startBuiltServer(dataDir);
      const signIn = 'mutation ($input: LoginInput!) { login(input: $input) { auth { user { id } } } }';
      const again = { identifier: pseudo, password: input.password };
      expect(await server.ask(signIn, { input: again })).toMatchObject({ status: 200 });
    },
  );
});
