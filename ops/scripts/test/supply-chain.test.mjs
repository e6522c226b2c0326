// Catalogue: S1, S2.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inHouse } from '../lib/house.mjs';

const readJson = (...path) => JSON.parse(readFileSync(inHouse(...path), 'utf8'));
const workspaces = ['', 'server', 'client', 'schema'];
const lock = readJson('package-lock.json');
const floors = readJson('ops', 'scripts', 'test', 'version-floors.json');

/** Packages that would run something at installation, if they were let. Each was looked at: it works without. */
const knownInstallScripts = ['@apollo/protobufjs', 'argon2'];

const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
const outside = Object.entries(lock.packages).filter(([path, entry]) => path.includes('node_modules/') && !entry.link);

/** True where a version is not below the floor: both are three numbers, and a pre-release counts as below. */
function reaches(version, floor) {
  const [numbers, preRelease] = version.split('-', 2);
  const [have, want] = [numbers, floor].map((text) => text.split('.').map(Number));
  const difference = have.map((number, index) => number - want[index]).find((step) => step !== 0) ?? 0;
  return difference > 0 || (difference === 0 && preRelease === undefined);
}

describe('the lock file', () => {
  it('names every package by the hash of its contents', () => {
    expect(lock.lockfileVersion).toBe(3);
    expect(outside.length).toBeGreaterThan(500);
    expect(outside.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? '')).map(([path]) => path)).toEqual([]);
  });

  it('takes nothing from a repository, a folder or an address of its own', () => {
    const foreign = outside.filter(([, { resolved = 'https://registry.npmjs.org/' }]) =>
      /^(?!https:\/\/registry\.npmjs\.org\/)/.test(resolved),
    );
    expect(foreign.map(([path]) => path)).toEqual([]);
  });

  it('asks for exact versions, so that nothing newer comes by itself', () => {
    const wanted = workspaces.flatMap((folder) => {
      const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = readJson(folder, 'package.json');
      return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    });
    expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });
});

describe('an installation', () => {
  it('runs no script of any package', () => {
    expect(readFileSync(inHouse('.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
    const scripts = workspaces.flatMap((folder) => Object.keys(readJson(folder, 'package.json').scripts ?? {}));
    expect(scripts.filter((name) => /^(pre|post)?(install|prepare)$/.test(name))).toEqual([]);
  });

  it('brings only such packages with a script of their own as were looked at', () => {
    const scripted = outside.filter(([, entry]) => entry.hasInstallScript).map(([path]) => nameOf(path));
    expect([...new Set(scripted)].sort()).toEqual(knownInstallScripts);
  });

  it.each(['Dockerfile.server', 'Dockerfile.client'])('runs none in %s either, whatever .npmrc says', (file) => {
    const installs = readFileSync(inHouse(file), 'utf8').match(/npm (ci|install|i)\b[^\n]*/g) ?? [];
    expect(installs.length).toBeGreaterThan(0);
    for (const line of installs) expect(line).toMatch(/^npm ci --ignore-scripts /);
  });
});

describe('a version with a known hole', () => {
  it.each(Object.entries(floors))('of %s is nowhere in the lock file', (name, { atLeast, why }) => {
    const versions = outside.filter(([path]) => nameOf(path) === name).map(([, { version }]) => version);
    expect(versions.length).toBeGreaterThan(0);
    expect(why.length).toBeGreaterThan(20);
    expect(versions.filter((version) => !reaches(version, atLeast))).toEqual([]);
  });

  it.each([
    ['5.5.0', '5.5.0', true],
    ['5.5.0-rc.1', '5.5.0', false],
    ['5.4.99', '5.5.0', false],
    ['5.10.0', '5.9.9', true],
    ['4.99.99', '5.0.0', false],
    ['10.0.0', '9.0.0', true],
  ])('is told by number, not by letter: %s against %s is %s', (version, floor, good) =>
    expect(reaches(version, floor)).toBe(good),
  );
});
