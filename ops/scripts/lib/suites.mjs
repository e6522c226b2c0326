import { existsSync, readFileSync, rmSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { filesOf } from './fingerprint.mjs';
import { inHouse } from './house.mjs';

const reporter = inHouse('ops', 'scripts', 'lib', 'vitest-reporter.mjs');

const hasTests = (folder) =>
  filesOf([folder], (path) => path.endsWith('node_modules')).some(
    (path) => path.endsWith('.test.ts') || path.endsWith('.test.mjs'),
  );

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
function suite({ name, folder, config, ...more }) {
  const report = inHouse('.socle', 'reports', `${name.replaceAll(' ', '-')}.json`);
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  return {
    name,
    program: 'vitest',
    args: ['run', ...(config ? ['--config', config] : []), '--reporter=default', `--reporter=${reporter}`],
    cwd: inHouse(folder),
    env: { SOCLE_TEST_REPORT: report, NO_COLOR: '1' },
    read: (code) => readCounts(report, name, code),
    ...more,
  };
}

/** Every test suite of the house that has tests; the browser wants the machine for itself. */
export function suites(components) {
  const browser = components.chromium;
  return [
    { name: 'server tests', folder: 'server' },
    { name: 'client tests', folder: 'client' },
    { name: 'tooling tests', folder: 'ops/scripts' },
    {
      name: 'browser tests',
      folder: 'client',
      tests: 'client/e2e',
      config: 'e2e/vitest.config.ts',
      alone: true,
      absent: browser.absent,
    },
  ]
    .filter(({ folder, tests }) => hasTests(tests ?? folder))
    .map(({ tests: _, ...options }) => suite(options));
}
