import { afterEach, beforeEach, vi } from 'vitest';
import { createHouse, type House } from '#lib/session/index.ts';
import { MockBrowser, MockServer, type MockUser } from './mock/index.ts';

/** One browser before one server, in pretended time. */
export class Scene {
  readonly server = new MockServer();
  readonly browser = new MockBrowser();

  constructor() {
    this.server.state.now = () => Date.now();
  }

  get admin(): MockUser {
    const [user] = this.server.state.users;
    if (!user) throw new Error('The mock has people');
    return user;
  }

  openTab(onSwitched = vi.fn()): House {
    return createHouse({ fetch: this.server.fetch, tabs: this.browser.tab(), now: () => Date.now(), onSwitched });
  }

  /** A tab of the administrator's, with the session taken up. */
  async signedInTab(): Promise<House> {
    this.server.state.open(this.admin);
    const house = this.openTab();
    await this.restored(house);
    return house;
  }

  async restored(...houses: House[]): Promise<void> {
    const all = Promise.all(houses.map(({ session }) => session.restore()));
    await pass(500);
    await all;
  }
}

/** Lets timers and promises run for a while of pretended time. */
export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Sets a fresh scene before each test of a file. */
export function eachInPretendedTime(set: (scene: Scene) => void): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    set(new Scene());
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}
