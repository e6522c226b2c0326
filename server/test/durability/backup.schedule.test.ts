// Catalogue: D4.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { newId } from '#kernel/entity.js';
import { openTestHouse } from '#test/house.js';
import { startBuiltServer, throwAwayFolder, type BuiltServer } from './built-server.js';

const folder = throwAwayFolder();
const servers: BuiltServer[] = [];
afterEach(async () => {
  for (const server of servers) server.process.kill('SIGKILL');
  await Promise.all(servers.map(({ ended }) => ended));
});
afterEach(() => folder.remove());

async function start(settings: Record<string, string>): Promise<BuiltServer> {
  const server = await startBuiltServer(join(folder.path, 'data'), settings);
  servers.push(server);
  return server;
}

const says = (server: BuiltServer, event: string) =>
  vi.waitUntil(() => server.lines.some((line) => line.includes(`"${event}"`)), { timeout: 20_000 });

describe('BACKUP_EVERY', () => {
  it(
    'makes a backup when one is due, and removes only its own oldest ones, once the new one is whole',
    { timeout: 60_000 },
    async () => {
      const backups = join(folder.path, 'backups');
      const older = ['socle-2026-01-01T00-00-00Z', 'socle-2026-01-02T00-00-00Z', 'by-hand'];
      for (const name of older) mkdirSync(join(backups, name), { recursive: true });
      const settings = { BACKUP_EVERY: '1d', BACKUP_DIR: backups, BACKUP_KEEP: '2' };
      const server = await start(settings);
      await says(server, 'backup.scheduled');
      const names = readdirSync(backups).toSorted();
      expect(names).toEqual(['by-hand', older[1], expect.stringMatching(/^socle-20\d\d-/)]);
      expect(readdirSync(join(backups, names[2] ?? '')).toSorted()).toEqual([
        'main.db',
        'manifest.json',
        'manifest.seal',
        'vault.db',
      ]);
      const again = await start(settings);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      expect(readdirSync(backups).toSorted()).toEqual(names);
      expect(again.lines.filter((line) => line.includes('backup.'))).toEqual([]);
    },
  );

  it('that cannot be done is logged, and the server serves on', { timeout: 60_000 }, async () => {
    mkdirSync(folder.path, { recursive: true });
    const file = join(folder.path, 'a-file');
    writeFileSync(file, '');
    const server = await start({ BACKUP_EVERY: '1d', BACKUP_DIR: file });
    await says(server, 'backup.failed');
    expect(await server.ask('{ __typename }')).toMatchObject({ status: 200 });
  });
});

describe('the age of backups', () => {
  it('is told by /health and the metrics, and a schedule that has stopped fails /health alone', async () => {
    const house = await openTestHouse({ BACKUP_EVERY: '1d' });
    const health = async (path = '/health') =>
      (await house.app.http.inject(path)) as { statusCode: number; json(): unknown };
    const metric = async (name: string): Promise<number> => {
      const text = await house.app.metrics.registry.metrics();
      return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]?.replace('+Inf', 'Infinity'));
    };
    const backup = async () => ((await health()).json() as { checks: { backup: object } }).checks.backup;
    expect(await backup()).toEqual({ status: 'ok', lastProvenRestoreAgeDays: null });
    expect(await metric('socle_backup_last_proven_restore_age_seconds')).toBe(Infinity);
    const { change } = house.app.house.open({ requestId: newId() });
    await change(async ({ record }) => record('backup.made'));
    house.clock.advance(60_000);
    await change(async ({ record }) => record('backup.drilled'));
    house.clock.advance(60_000);
    expect(await backup()).toEqual({ status: 'ok', lastProvenRestoreAgeDays: 0 });
    expect(await metric('socle_backup_last_made_age_seconds')).toBeCloseTo(120, 0);
    expect(await metric('socle_backup_last_proven_restore_age_seconds')).toBeCloseTo(60, 0);
    house.clock.advance(2 * 86_400_000);
    expect([(await health()).statusCode, (await health('/health/ready')).statusCode]).toEqual([503, 200]);
    expect(await backup()).toEqual({ status: 'failing', lastProvenRestoreAgeDays: 2 });
    await house.close();
  });
});
