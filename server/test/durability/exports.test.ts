// Catalogue: D1, D6, A7; promise M4: whatever happens to the server, an archive is made once.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textIn } from '#test/archive.js';
import { Household } from './household.js';

const many = 60_000;

const events = "select count(*) from recorded_event where type = 'data.exported'";

describe('while an archive is being made', () => {
  let household: Household;
  beforeEach(async () => {
    household = new Household();
    await household.moveIn(many);
  }, 60_000);
  afterEach(() => household.moveOut());

  it(
    'kill -9 leaves it half-made, and the next server makes it: one archive, one event',
    { timeout: 90_000 },
    async () => {
      await household.begin();
      await household.end('SIGKILL');
      expect([household.count(events), household.contents()]).toEqual([0, []]);
      await household.start();
      const files = await household.download(await household.until('SUCCEEDED'));
      expect(textIn(files, 'data/activity.csv').split('\r\n').length).toBeGreaterThan(many);
      await household.end('SIGTERM');
      expect(household.count(events)).toBe(1);
      expect(household.count('select count(*) from stored_file')).toBe(1);
      expect(household.contents()).toHaveLength(1);
      expect(household.count("select status || ' ' || attempts from job")).toBe('SUCCEEDED 2');
    },
  );

  it('SIGTERM gives it back at once, and the next server begins it at once', { timeout: 90_000 }, async () => {
    await household.begin();
    const stopping = Date.now();
    expect(await household.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(Date.now() - stopping).toBeLessThan(5_000);
    expect(household.count("select status || ' ' || attempts from job")).toBe('QUEUED 0');
    await household.start();
    await household.until('SUCCEEDED', 12_000);
    await household.end('SIGTERM');
    expect(household.count(events)).toBe(1);
  });

  it('others are served as if nothing were', { timeout: 90_000 }, async () => {
    await household.begin();
    const waits: number[] = [];
    while ((await household.newest())?.status === 'RUNNING') {
      const start = performance.now();
      await household.ask('{ me { id } }');
      waits.push(performance.now() - start);
    }
    expect(waits.length).toBeGreaterThan(10);
    expect(Math.max(...waits)).toBeLessThan(500);
  });
});

describe('an archive', () => {
  it('is checked by the program that its page shows', { timeout: 60_000 }, async () => {
    const household = new Household();
    try {
      await household.moveIn(many);
      await household.begin();
      const files = await household.download(await household.until('SUCCEEDED'));
      const folder = join(household.dataDir, 'unpacked');
      for (const [name, content] of files) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), content);
      }
      const [, program = ''] = /<pre>([^]*)<\/pre>/.exec(textIn(files, 'index.html')) ?? [];
      const script = program
        .replaceAll('&#39;', "'")
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&');
      const check = () =>
        promisify(execFile)('sh', ['-c', script], {
          cwd: folder,
          env: { PATH: `${dirname(process.execPath)}:/bin:/usr/bin` },
        });
      expect((await check()).stdout).toBe('Nothing was changed.\n');
      writeFileSync(join(folder, 'data', 'profile.json'), '[]\n');
      await expect(check()).rejects.toThrow('data/profile.json was changed');
    } finally {
      await household.moveOut();
    }
  });
});

/** The most memory that a process ever held, in MiB. */
const peakOf = (pid: number | undefined): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

describe('an archive of a long life', () => {
  it('is read and written in passing: memory does not grow with it', { timeout: 120_000 }, async () => {
    const peaks = [];
    for (const events of [2_000, 200_000]) {
      const household = new Household();
      try {
        await household.moveIn(events);
        await household.begin();
        await household.until('SUCCEEDED', 60_000);
        peaks.push(peakOf(household.server.process.pid));
      } finally {
        await household.moveOut();
      }
    }
    const [short = 0, long = 0] = peaks;
    expect(long - short).toBeLessThan(100);
  });
});
