// Catalogue: D1, D6, A7; promise M4: whatever happens to the server, an archive is made once.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textIn, type Unpacked } from '#test/archive.js';
import { Household } from './household.js';

const many = 12_000;

const events = "select count(*) from recorded_event where type = 'data.exported'";
const job = "select status || ' ' || attempts from job order by created_at desc";

describe('while an archive is being made', () => {
  let household: Household;
  let files: Unpacked;
  beforeAll(async () => {
    household = new Household();
    await household.moveIn(many);
  });
  afterAll(() => household.moveOut());

  it('SIGTERM gives it back at once', async () => {
    await household.begin();
    const stopping = Date.now();
    expect(await household.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(Date.now() - stopping).toBeLessThan(5_000);
    expect(household.count(job)).toBe('QUEUED 0');
  });

  it('kill -9 leaves it half-made', async () => {
    await household.start();
    await household.until('RUNNING');
    await household.end('SIGKILL');
    expect([household.count(events), household.contents()]).toEqual([0, []]);
  });

  it('the next server makes it, once nobody is at it any more, and serves others meanwhile', async () => {
    household.letLeasesEnd();
    await household.start();
    const waits: number[] = [];
    while ((await household.newest())?.status !== 'SUCCEEDED') {
      const start = performance.now();
      await household.ask('{ me { id } }');
      waits.push(performance.now() - start);
    }
    expect(waits.length).toBeGreaterThan(2);
    // The usual one: a machine that does other things, too, may let any single one wait.
    expect(waits.toSorted((one, other) => one - other)[Math.floor(waits.length / 2)]).toBeLessThan(500);
    files = await household.download(await household.until('SUCCEEDED'));
    expect(textIn(files, 'data/activity.csv').split('\r\n').length).toBeGreaterThan(many);
  });

  it('and all that happened leaves one archive, and one event', async () => {
    expect([household.count(events), household.count('select count(*) from stored_file')]).toEqual([1, 1]);
    expect([household.contents().length, household.count(job)]).toEqual([1, 'SUCCEEDED 2']);
  });

  it('what comes of it is checked by the program that its page shows', async () => {
    const folder = join(household.dataDir, 'unpacked');
    for (const [name, content] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const [, program = ''] = /<pre>([^]*)<\/pre>/.exec(textIn(files, 'index.html')) ?? [];
    const signs = { '&#39;': "'", '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' } as const;
    const script = Object.entries(signs).reduce((text, [sign, meant]) => text.replaceAll(sign, meant), program);
    const env = { PATH: `${dirname(process.execPath)}:/bin:/usr/bin` };
    const check = () => promisify(execFile)('sh', ['-c', script], { cwd: folder, env });
    expect((await check()).stdout).toBe('Nothing was changed.\n');
    writeFileSync(join(folder, 'data', 'profile.json'), '[]\n');
    await expect(check()).rejects.toThrow('data/profile.json was changed');
  });
});
