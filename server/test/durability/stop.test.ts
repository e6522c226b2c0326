// Catalogue: A7, I6.
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startBuiltServer, throwAwayFolder, type BuiltServer } from './built-server.js';

describe('SIGTERM', () => {
  const folder = throwAwayFolder();
  let server: BuiltServer | undefined;
  afterEach(async () => {
    server?.process.kill('SIGKILL');
    await server?.ended;
    folder.remove();
  });

  it(
    'ends the server well and soon, with every line of its log a JSON object, whatever clients sent',
    { timeout: 30_000 },
    async () => {
      server = await startBuiltServer(join(folder.path, 'data'));
      const hostile = ['a\\", "level":"fatal', '\u00ff{}', '%0d%0aSet-Cookie', '[31m', '"}\\n{"'];
      for (const agent of hostile)
        await server.ask('{ __typename }', {}, { 'user-agent': agent, 'x-request-id': agent });
      await server.ask('mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }', {
        input: { identifier: 'x\u001b[31m","level":"fatal', password: 'no' },
      });
      const idle = connect(server.port, '127.0.0.1').on('error', () => undefined);
      await once(idle, 'connect');
      const start = Date.now();
      server.process.kill('SIGTERM');
      expect(await server.ended).toEqual({ code: 0, signal: null });
      expect(Date.now() - start).toBeLessThan(5_000);
      idle.destroy();
      const lines = server.lines.map((line) => JSON.parse(line) as { event: string; level: string; time: string });
      const events = lines
        .map(({ event }) => event)
        .filter((event) => /^(server|database)\.(started|stopped|connected|disconnected)$/.test(event));
      expect(events).toEqual(['database.connected', 'server.started', 'database.disconnected', 'server.stopped']);
      expect(lines.filter(({ level }) => level === 'fatal' || level === 'error')).toEqual([]);
    },
  );
});
