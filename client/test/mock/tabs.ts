import type { TabMessage, Tabs } from '#lib/session/tabs.ts';

/** One browser with several tabs: messages arrive later and never at the sender, work is done one at a time. */
export class MockBrowser {
  readonly #listeners = new Map<object, Set<(message: TabMessage) => void>>();
  #queue: Promise<unknown> = Promise.resolve();

  tab(): Tabs {
    const own = {};
    const heard = new Set<(message: TabMessage) => void>();
    this.#listeners.set(own, heard);
    return {
      alone: <T>(work: () => Promise<T>) => {
        const turn = this.#queue.then(work, work);
        this.#queue = turn;
        return turn;
      },
      accompanied: async () => this.#listeners.size > 1,
      tell: (message) => this.#deliver(own, structuredClone(message)),
      hear(listener) {
        heard.add(listener);
        return () => heard.delete(listener);
      },
    };
  }

  #deliver(sender: object, message: TabMessage): void {
    for (const [tab, listeners] of this.#listeners) {
      if (tab === sender) continue;
      setTimeout(() => {
        for (const listener of listeners) listener(message);
      }, 0);
    }
  }
}
