// Catalogue: V10, P6.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot, serverFolder } from '#house/build-info.js';
import { cli, commandsIn, type Outcome } from './command.js';
import { isTest, sourcesIn } from './files.js';

const base = mkdtempSync(join(tmpdir(), 'socle-cli-'));
afterAll(() => rmSync(base, { recursive: true }));

function isStale(): boolean {
  if (!existsSync(cli)) return true;
  const built = statSync(join(serverFolder, 'dist', 'build.json')).mtimeMs;
  const sources = ['src', 'migrations', 'seeds'].flatMap((folder) => sourcesIn(folder, (path) => !isTest(path)));
  return sources.some(({ path }) => statSync(join(serverFolder, path)).mtimeMs > built);
}

beforeAll(() => {
  if (isStale())
    execFileSync('npm', ['run', '--silent', 'build', '--workspace', 'server'], { cwd: projectRoot, stdio: 'pipe' });
}, 180_000);

const run = commandsIn(base);
const commands = [
  ...['promote', 'migrate', 'make-keys', 'rotate-keys', 'seed', 'backup', 'restore', 'drill'],
  ...['verify-audit', 'export-checkpoint', 'doctor', 'emit-schema', 'new-migration'],
];

describe('every command', () => {
  it('stands in the overview, with a word of help', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    const listed = [...out.matchAll(/^ {2}([a-z-]+)(?: \S+)* {2,}\S/gm)].map(([, name]) => name);
    expect(listed.filter((name) => name !== 'help').toSorted()).toEqual(commands.toSorted());
  });

  it.concurrent.each(commands)('%s explains itself', async (command) => {
    const { code, out, err } = await run([command, '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(new RegExp(`^Usage: socle ${command} `));
  });

  it('that there is not ends with a reason', async () => {
    const { code, err } = await run(['fly']);
    expect(code).not.toBe(0);
    expect(err).toContain("unknown command 'fly'");
  });

  it.concurrent.each([['migrate'], ['promote', 'somebody']])(
    '%s: wrong settings are all named and end with 78',
    async (...args) => {
      const folder = join(base, 'never-made');
      const { code, err } = await run(args, { PORT: 'port-4711', REGISTRATION: 'maybe-4711', DATA_DIR: folder });
      expect(code).toBe(78);
      expect(err).toMatch(/PORT must be[^\n]*\n\s+REGISTRATION must be/);
      expect(err).not.toContain('4711');
      expect(existsSync(folder)).toBe(false);
    },
  );
});

describe('migrate', () => {
  const settings = { DATA_DIR: join(base, 'migrate') };

  it('says what is pending, runs it, and has nothing left to do', async () => {
    expect(await run(['migrate', '--check'], settings)).toMatchObject({
      code: 1,
      err: expect.stringContaining('first-tables') as string,
    });
    expect(await run(['migrate'], settings)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Ran .*first-tables/) as string,
    });
    expect(await run(['migrate', '--check'], settings)).toMatchObject({
      code: 0,
      out: 'The databases are up to date.\n',
    });
  });
});

describe('seed demo', () => {
  const settings = { DATA_DIR: join(base, 'seed') };
  const file = join(settings.DATA_DIR, 'main.db');
  let seeded: Outcome;
  beforeAll(async () => {
    seeded = await run(['seed', 'demo'], settings);
  }, 120_000);

  function read<Row>(sql: string): Row[] {
    const database = new Database(file, { readonly: true });
    try {
      return database.prepare(sql).all() as Row[];
    } finally {
      database.close();
    }
  }

  it('makes 200 different people, one of them administrator', () => {
    expect(seeded).toMatchObject({ code: 0, err: '' });
    expect(seeded.out).toMatch(/^Made 200 people\. Sign in as \S+ \(administrator\) with the password \S+;/);
    const people = read<{ pseudo: string; role: string; created_at: number }>(
      'select pseudo, role, created_at from "user"',
    );
    expect(new Set(people.map(({ pseudo }) => pseudo)).size).toBe(200);
    expect(people.filter(({ role }) => role === 'admin')).toHaveLength(1);
    expect(people.every((person) => person.created_at < Date.now())).toBe(true);
  });

  it('tells of their sign-ups and sign-ins over time', () => {
    const days = read<{ type: string; days: number }>(
      `select type, count(distinct at / 86400000) as days from recorded_event group by type`,
    );
    expect(days.find(({ type }) => type === 'user.registered')?.days).toBeGreaterThan(20);
    expect(days.find(({ type }) => type === 'session.opened')?.days).toBeGreaterThan(20);
  });

  it('is refused in a house with people, and adds nobody', async () => {
    expect(await run(['seed', 'demo'], settings)).toMatchObject({
      code: 1,
      err: expect.stringContaining('has people already') as string,
    });
    expect(read('select 1 from "user"')).toHaveLength(200);
  });

  it('promote says why not', async () => {
    const [nobody, role] = await Promise.all([
      run(['promote', 'nobody.here'], settings),
      run(
        ['promote', read<{ pseudo: string }>('select pseudo from "user" limit 1')[0]?.pseudo ?? '', 'king'],
        settings,
      ),
    ]);
    expect(nobody).toMatchObject({ code: 1, out: '', err: expect.stringContaining('There is no user') as string });
    expect(role).toMatchObject({ code: 1, out: '', err: expect.stringContaining('There is no such role') as string });
  });

  it('promote does not take the last administrator away', async () => {
    const admin = read<{ pseudo: string }>(`select pseudo from "user" where role = 'admin'`)[0]?.pseudo ?? '';
    expect(await run(['promote', admin, 'member'], settings)).toMatchObject({
      code: 1,
      err: expect.stringContaining('last administrator') as string,
    });
  });

  it('promote gives a role, in the journal too', async () => {
    const member = read<{ pseudo: string; email: string }>(
      `select pseudo, email from "user" where role = 'member' limit 1`,
    )[0];
    expect(await run(['promote', member?.email ?? ''], settings)).toEqual({
      code: 0,
      out: `${member?.email} now has the role 'admin'.\n`,
      err: '',
    });
    expect(read(`select 1 from recorded_event where type = 'user.role_changed'`)).toHaveLength(1);
  });

  it('makes a journal that holds, and so does everything after it', async () => {
    expect(await run(['verify-audit'], settings)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^The journal holds: \d{3} events\.\n$/) as string,
    });
  });

  it('rotate-keys is in the journal, by the id of the new key', async () => {
    expect(await run(['rotate-keys', 'signing'], settings)).toMatchObject({ code: 0, err: '' });
    const [event] = read<{ subject: string; facts: string }>(
      "select subject, facts from recorded_event where type = 'keys.rotated'",
    );
    expect(event).toEqual({
      subject: expect.stringMatching(/^key:[\w-]{43}$/) as string,
      facts: '{"kind":"signing"}',
    });
    expect(readdirSync(join(settings.DATA_DIR, 'keys', 'signing'))).toHaveLength(2);
  });

  it('leaves files that only their owner reads', () => {
    for (const name of readdirSync(settings.DATA_DIR))
      expect(statSync(join(settings.DATA_DIR, name)).mode & 0o077, name).toBe(0);
  });

  it('doctor finds nothing wrong, and finds a folder that is open to others', async () => {
    const healthy = await run(['doctor'], settings);
    expect(healthy).toMatchObject({ code: 0, err: '' });
    expect(healthy.out.match(/^✓ (settings|data folder|keys|database|vault|clock)$/gm)).toHaveLength(6);
    expect(healthy.out).toMatch(/^✓ backups: none was ever made$/m);
    execFileSync('chmod', ['755', settings.DATA_DIR]);
    const worried = await run(['doctor'], settings);
    execFileSync('chmod', ['700', settings.DATA_DIR]);
    expect(worried).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^✗ data folder: .* To do: chmod 700/m) as string,
    });
  });
});

describe('doctor', () => {
  const settings = { DATA_DIR: join(base, 'examined') };

  it('finds a key that others can read, and says what to do', async () => {
    expect(await run(['make-keys'], settings)).toMatchObject({ code: 0 });
    execFileSync('chmod', ['640', join(settings.DATA_DIR, 'keys', 'sealing.key')]);
    expect(await run(['doctor'], settings)).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^✗ keys: .*sealing\.key is open to others.* To do: chmod 600 /m) as string,
    });
  });
});

describe('production', () => {
  const settings = {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://socle.example',
    METRICS_TOKEN: 'a-token-that-is-long-enough',
    DATA_DIR: join(base, 'production'),
  };

  it('refuses a demonstration', async () => {
    expect(await run(['make-keys'], settings)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Made /) as string,
    });
    expect(await run(['seed', 'demo'], settings)).toMatchObject({
      code: 1,
      err: expect.stringContaining('refused in production') as string,
    });
  });

  it('makes no keys unasked: doctor names what is missing', async () => {
    const { code, out } = await run(['doctor'], { ...settings, DATA_DIR: join(base, 'no-keys') });
    expect(code).toBe(1);
    expect(out).toMatch(/^✗ keys: .*To do: .*make-keys/m);
  });
});

describe('emit-schema', () => {
  it('--check finds the committed files as the built server emits them', async () => {
    expect(await run(['emit-schema', '--check'])).toEqual({
      code: 0,
      out: 'Schema, vocabulary and permissions are up to date.\n',
      err: '',
    });
  });
});

describe('seed scale', () => {
  const settings = { DATA_DIR: join(base, 'scale') };
  const people = 120;
  const read = <Row>(sql: string): Row[] => {
    const database = new Database(join(settings.DATA_DIR, 'main.db'), { readonly: true });
    try {
      return database.prepare(sql).all() as Row[];
    } finally {
      database.close();
    }
  };
  let seeded: Outcome;
  beforeAll(async () => {
    seeded = await run(['seed', 'scale', '--users', String(people)], settings);
  }, 120_000);

  it('makes as many people as asked for, each with a password, a session and a past, one of them administrator', () => {
    expect(seeded).toMatchObject({ code: 0, err: '' });
    expect(seeded.out).toMatch(/^Made 120 people in \d+ s\. Sign in as person-0000001 \(administrator\)/);
    const tables = ['user', 'credential', 'session', 'recorded_event', 'pseudo_word'];
    const counts = tables.map((table) => read<{ n: number }>(`select count(*) as n from "${table}"`)[0]?.n);
    expect(counts).toEqual([people, people, people, 2 * people, 2 * people]);
    expect(read('select pseudo from "user" where role = \'admin\'')).toEqual([{ pseudo: 'person-0000001' }]);
    expect(read('pragma foreign_key_check')).toEqual([]);
    expect(read<{ n: number }>("select n from tally where name = 'user' and part = 'ACTIVE:member'")).toEqual([
      { n: people - 1 },
    ]);
  });

  it('tells of them in a journal that holds, in the order of time', async () => {
    expect(await run(['verify-audit'], settings)).toMatchObject({ out: 'The journal holds: 240 events.\n' });
    const times = read<{ at: number }>('select at from recorded_event order by seq').map(({ at }) => at);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  it('refuses a second time, and what is no number', { timeout: 60_000 }, async () => {
    const more = (...args: string[]) => run(['seed', 'scale', ...args], settings);
    const [again, none, half, unsaid] = await Promise.all([
      more('--users', '5'),
      more('--users', '0'),
      more('--users', '1.5'),
      more(),
    ]);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('has people already') as string });
    for (const { err } of [none, half]) expect(err).toContain('from 1 to 9999999');
    expect(unsaid.err).toContain('--users');
  });
});
