import { describe, expect, it, vi } from 'vitest';
import { browserTabs } from './tabs.ts';

/** Web Locks as far as the tabs use them: one queue a name, and a list of what is held. */
class FakeLocks {
  readonly #tails = new Map<string, Promise<unknown>>();
  readonly #held: LockInfo[] = [];

  request(name: string, options: LockOptions, work: () => Promise<unknown>): Promise<unknown> {
    if (options.mode === 'shared') {
      this.#held.push({ name, mode: 'shared' });
      return work();
    }
    const granted = this.#tails.get(name) ?? Promise.resolve();
    const turn = Promise.race([granted, refusedBy(options.signal)]).then(work);
    this.#tails.set(name, turn);
    return turn;
  }

  async query() {
    return { held: this.#held, pending: [] };
  }
}

function refusedBy(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
}

const locks = () => new FakeLocks() as unknown as LockManager;

describe('the tabs of a browser', () => {
  it('work one after the other', async () => {
    const shared = locks();
    const [first, second] = [browserTabs(shared), browserTabs(shared)];
    const steps: string[] = [];
    const job = (name: string) => async () => {
      steps.push(`${name} begins`);
      await Promise.resolve();
      steps.push(`${name} ends`);
    };
    await Promise.all([first.alone(job('a')), second.alone(job('b'))]);
    expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('know whether they are alone', async () => {
    const shared = locks();
    const first = browserTabs(shared);
    expect(await first.accompanied()).toBe(false);
    browserTabs(shared);
    expect(await first.accompanied()).toBe(true);
  });

  it('hear each other, not themselves', async () => {
    const [first, second] = [browserTabs(locks()), browserTabs(locks())];
    const [own, other] = [vi.fn(), vi.fn()];
    first.hear(own);
    second.hear(other);
    first.tell({ kind: 'ended', reason: 'revoked' });
    await vi.waitFor(() => expect(other).toHaveBeenCalledExactlyOnceWith({ kind: 'ended', reason: 'revoked' }));
    expect(own).not.toHaveBeenCalled();
  });

  it('do not wait for ever for a tab that hangs', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      const limit = new AbortController();
      setTimeout(() => limit.abort(new Error('too long')), 5);
      return limit.signal;
    });
    const shared = locks();
    void browserTabs(shared).alone(() => new Promise<never>(() => {}));
    await expect(browserTabs(shared).alone(async () => 'done')).resolves.toBe('done');
    timeout.mockRestore();
  });

  it('renew each for itself without Web Locks', async () => {
    await expect(browserTabs(undefined).alone(async () => 'done')).resolves.toBe('done');
  });
});
