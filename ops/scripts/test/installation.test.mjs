import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { inHouse } from '../lib/house.mjs';

const { complaintAbout } = createRequire(import.meta.url)('../lib/node-version.cjs');
const { engines, scripts } = JSON.parse(readFileSync(inHouse('package.json'), 'utf8'));

let folder;
afterEach(() => folder && rmSync(folder, { recursive: true, force: true }));

function writeProgram(path, ...lines) {
  writeFileSync(join(folder, path), ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(join(folder, path), 0o755);
}

/** A fresh clone with the project's scripts, on a machine whose npm does what the lines say. */
function freshClone(...npm) {
  folder = mkdtempSync(join(tmpdir(), 'socle-clone-'));
  for (const path of ['ops/scripts/lib', 'ops/scripts/format.mjs'])
    cpSync(inHouse(path), join(folder, path), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', engines, workspaces: [] }));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: {} }));
  mkdirSync(join(folder, 'bin'));
  writeProgram('bin/npm', ...npm);
}

function format() {
  const env = { ...process.env, PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter) };
  const options = { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] };
  return spawn(process.execPath, ['ops/scripts/format.mjs', 'README.md'], options);
}

const installs = [
  'mkdir -p node_modules/.bin',
  "printf '%s\\n' '#!/bin/sh' 'echo formats \"$@\"' > node_modules/.bin/prettier",
  'chmod 755 node_modules/.bin/prettier',
  'cp node_modules/.bin/prettier node_modules/.bin/node',
];

async function isThere(path) {
  for (let tries = 0; tries < 200 && !existsSync(join(folder, path)); tries += 1) await pause(50);
  return existsSync(join(folder, path));
}

describe.skipIf(process.platform === 'win32')('an installation', () => {
  it('comes before the work, in a fresh clone', async () => {
    freshClone(...installs);
    const child = format();
    expect(await text(child.stdout)).toMatch(/Packages installed.*\nformats --write README\.md\n$/);
  });

  it('is stopped with the command that began it', async () => {
    freshClone('trap ": > stopped; exit 143" TERM', ': > begun', 'while :; do sleep 0.05; done');
    const child = format();
    expect(await isThere('begun')).toBe(true);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);
    expect(existsSync(join(folder, 'stopped'))).toBe(true);
  });

  it('mends what one left that was broken off', async () => {
    freshClone('if [ -e node_modules/left ]; then echo "npm error code ENOTEMPTY"; exit 190; fi', ...installs);
    mkdirSync(join(folder, 'node_modules', 'left'), { recursive: true });
    const child = format();
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    expect(out).toContain('formats --write');
    expect(code).toBe(0);
  });

  it('that fails for another reason says so, and takes nothing away', async () => {
    freshClone('echo "npm error code E404"; exit 1');
    mkdirSync(join(folder, 'node_modules', 'kept'), { recursive: true });
    const child = format();
    const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(err).toMatch(/Stopped:.* npm ci failed\.\nnpm error code E404/);
    expect(code).toBe(1);
    expect(existsSync(join(folder, 'node_modules', 'kept'))).toBe(true);
  });
});

describe('a Node that is too old', () => {
  const [major, minor] = engines.node.match(/\d+/g).map(Number);

  it.each([`${major}.${minor - 1}.9`, `${major - 1}.99.0`, '12.22.9'])('%s is told what is needed', (version) =>
    expect(complaintAbout(version)).toContain(`Node ${major}.${minor}.0 or newer is needed`),
  );

  it.each([`${major}.${minor}.0`, `${major + 1}.0.0`, process.versions.node])('%s is let through', (version) =>
    expect(complaintAbout(version)).toBe(''),
  );

  it('is noticed by every command, before anything it could not read', () => {
    const own = Object.entries(scripts).filter(([, line]) => line.includes('.mjs'));
    expect(own.length).toBeGreaterThan(10);
    for (const [name, line] of own)
      expect(line, name).toMatch(/^(exec )?node -r \.\/ops\/scripts\/lib\/node-version\.cjs ops\//);
  });

  it('is the same in what people read', () => {
    for (const page of ['README.md', 'CONTRIBUTING.md'])
      expect(readFileSync(inHouse(page), 'utf8'), page).toContain(`Node ${major}.${minor} or newer`);
  });
});
