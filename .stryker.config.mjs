import { rooms } from './ops/scripts/lib/mutated-rooms.mjs';

const room = process.env.SOCLE_ROOM ?? 'permissions';
const folder = `.socle/mutation/${room}`;

/** Mutation testing of one room; `npm run mutation` goes through all of them. */
export default {
  mutate: [...rooms[room].mutate, '!server/src/**/*.test.ts'],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'server/stryker.vitest.config.ts', related: false, pool: 'forks' },
  coverageAnalysis: 'perTest',
  // Declarations run once, when a module is loaded: each would have to be judged by every test there is.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 60_000,
  timeoutFactor: 2,
  disableTypeChecks: false,
  checkers: [],
  tempDirName: `${folder}/sandbox`,
  cleanTempDir: 'always',
  ignorePatterns: ['client', 'ops', '.socle', '.data', 'server/dist', '*.log'],
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  clearTextReporter: { logTests: false, allowColor: false },
  htmlReporter: { fileName: `${folder}/report.html` },
  jsonReporter: { fileName: `${folder}/report.json` },
  thresholds: { high: 90, low: 80, break: 80 },
  allowEmpty: false,
};
