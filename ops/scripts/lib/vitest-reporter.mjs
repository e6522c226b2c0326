import { writeFileSync } from 'node:fs';

const stackOf = (error) => error.stack ?? error.message;

/** Writes what vitest's own JSON leaves out: why a test was skipped, and errors outside of any test. */
export default class CountsReporter {
  onTestRunEnd(modules, strayErrors = []) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state) => tests.filter((test) => test.result().state === state);
    const broken = modules.filter((module) => module.errors().length > 0 && module.state() === 'failed');
    writeFileSync(
      process.env.SOCLE_TEST_REPORT,
      JSON.stringify({
        passed: inState('passed').length,
        failed: [
          ...inState('failed').map((test) => test.fullName),
          ...broken.map((module) => module.relativeModuleId),
          ...strayErrors.map(stackOf),
        ],
        skipped: inState('skipped').map((test) => ({ name: test.fullName, reason: test.result().note })),
      }),
    );
  }
}
