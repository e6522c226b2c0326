import { TestRunner, type CancelReason } from 'vitest';

/**
 * Loads no further file once a test has failed. vitest's own `bail` still loads the rest and skips what is in them,
 * which costs as much as the tests; one failure is all that mutation testing wants to know.
 */
export default class FirstFailure extends TestRunner {
  #failed = false;

  override cancel(reason: CancelReason): void {
    this.#failed = true;
    super.cancel(reason);
  }

  override importFile(path: string, source: 'collect' | 'setup'): unknown {
    return this.#failed ? undefined : super.importFile(path, source);
  }
}
