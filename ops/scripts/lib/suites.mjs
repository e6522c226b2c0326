import { existsSync, readFileSync, rmSync, mkdirSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { filesOf } from './fingerprint.mjs';
import { inHouse } from './house.mjs';

const reporter = inHouse('ops', 'scripts', 'lib', 'vitest-reporter.mjs');

const aside = /[\\/](node_modules|dist|build|\.svelte-kit)$/;

const testsIn = (folders) =>
  filesOf(folders, (path) => aside.test(path)).filter(
    (path) => path.endsWith('.test.ts') || path.endsWith('.test.mjs'),
  );

/** True for a test file that comes in two sizes: it says so by what it imports. */
const isSized = (file) => /from '[^']*\/sized\.(js|ts)'/.test(readFileSync(inHouse(file), 'utf8'));

function readCounts(report, name, code) {
  const counts = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { passed: 0, failed: [`${name}: ended before it could report`], skipped: [] };
  if (code !== 0 && counts.failed.length === 0) counts.failed.push(`${name}: exit code ${code}`);
  return {
    ...counts,
    skipped: counts.skipped.map((test) => ({
      name: `${name}: ${test.name}`,
      reason: test.reason ?? 'switched off in its source',
    })),
  };
}

/** A vitest run as a step. */
function suite({ name, folder, config, files = [], env, ...more }) {
  const report = inHouse('.socle', 'reports', `${name.replaceAll(' ', '-')}.json`);
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  return {
    name,
    program: 'vitest',
    args: ['run', ...files, ...(config ? ['--config', config] : []), '--reporter=default', `--reporter=${reporter}`],
    cwd: inHouse(folder),
    env: { SOCLE_TEST_REPORT: report, NO_COLOR: '1', ...env },
    read: (code) => readCounts(report, name, code),
    ...more,
  };
}

const known = ({ chromium }) => [
  { name: 'server tests', folder: 'server' },
  { name: 'client tests', folder: 'client', tests: ['client/src', 'client/test'] },
  { name: 'tooling tests', folder: 'ops/scripts' },
  {
    name: 'browser tests',
    folder: 'client',
    tests: ['client/e2e'],
    config: 'e2e/vitest.config.ts',
    alone: true,
    absent: chromium.absent,
  },
];

/** Every test suite of the house that has tests; the browser wants the machine for itself. */
export const suites = (components) =>
  known(components)
    .filter(({ folder, tests = [folder] }) => testsIn(tests).length > 0)
    .map(({ tests: _, ...options }) => suite(options));

/** The files that come in two sizes, played whole. */
export const longSuites = (components) =>
  known(components)
    .map(({ name, folder, tests = [folder], ...options }) => ({
      ...options,
      name: `${name}, whole`,
      folder,
      files: testsIn(tests)
        .filter(isSized)
        .map((file) => relative(folder, file).replaceAll(sep, '/')),
      env: { SOCLE_TEST_SIZE: 'long' },
    }))
    .filter(({ files }) => files.length > 0)
    .map(suite);
