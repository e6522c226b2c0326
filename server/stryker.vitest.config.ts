import { configDefaults, mergeConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import everyTest from './vitest.config.js';

/** The tests that judge the mutants of a room, as `npm run mutation` names them. */
const judges = process.env['SOCLE_JUDGES']?.split(',') ?? [];

/** Times of answers tell nothing while other mutants share the machine. */
const statistics = ['**/*.{enumeration,timing}.test.ts'];

/** Which judges are slow: a mutant that a quick one notices need not wait for them. */
const slow = /rotation-model|guess|race|addresses|flood/;

/** The file that found the last mutant first (mutants come in the order of the sources), the slow ones last. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const [quick, rest] = [
      sorted.filter((file) => !slow.test(file.moduleId)),
      sorted.filter((file) => slow.test(file.moduleId)),
    ];
    return [...quick, ...rest];
  }
}

const { test: { projects: _, ...test } = {}, ...base } = everyTest;

/**
 * What `npm run mutation` runs for every mutant. Files share one set of modules: loading the house anew for each of
 * them would cost more than the tests, and none leaves anything behind that another could see.
 */
export default mergeConfig(
  { ...base, test: { ...test, include: judges, exclude: [...configDefaults.exclude, ...statistics] } },
  {
    root: import.meta.dirname,
    test: {
      isolate: false,
      runner: './test/first-failure.ts',
      sequence: { sequencer: QuickFirst },
      env: { SOCLE_TEST_SIZE: 'mutation' },
    },
  },
);
