/**
 * Mutation testing: `npm run mutation` changes the sources below in small ways, one at a time, and counts how many of
 * the changes a test notices. Folders can be given: `npm run mutation -- --mutate 'server/src/modules/auth/**\/*.ts'`.
 */
export default {
  mutate: [
    'server/src/modules/{auth,sessions}/**/*.ts',
    'server/src/platform/graphql/{access,limits,shield}.ts',
    '!server/src/**/*.test.ts',
  ],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'server/stryker.vitest.config.ts', related: false, pool: 'forks' },
  coverageAnalysis: 'perTest',
  // Declarations run once, when a module is loaded: each would have to be judged by every test there is.
  ignoreStatic: true,
  incremental: true,
  incrementalFile: '.socle/mutation/incremental.json',
  concurrency: 2,
  timeoutMS: 60_000,
  timeoutFactor: 2,
  disableTypeChecks: false,
  checkers: [],
  tempDirName: '.socle/mutation/sandbox',
  cleanTempDir: 'always',
  ignorePatterns: ['client', 'ops', '.socle', '.data', 'server/dist', '*.log'],
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  clearTextReporter: { logTests: false, allowColor: false },
  htmlReporter: { fileName: '.socle/mutation/report.html' },
  jsonReporter: { fileName: '.socle/mutation/report.json' },
  thresholds: { high: 90, low: 80, break: 80 },
  allowEmpty: false,
};
