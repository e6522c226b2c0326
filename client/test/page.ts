import { render } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { goto } from '$app/navigation';
import { createHouse, type House } from '#lib/session/index.ts';
import { vi } from 'vitest';
import { MockBrowser, type MockServer, type MockUser } from './mock/index.ts';
import PageFrame from './PageFrame.svelte';

interface LoadEvent {
  readonly parent: () => Promise<House>;
  readonly url: URL;
  readonly params: Record<string, string>;
}

/** A route as a test names it: its load function, its page, and where it is opened. */
export interface Route<Data> {
  readonly load: (event: never) => Data | Promise<Data>;
  readonly Page: unknown;
  readonly path: string;
  readonly params?: Record<string, string>;
}

/** A house with someone in it: the first of its people, who administers it. */
export async function signedIn(server: MockServer, user: MockUser | undefined = server.state.users[0]): Promise<House> {
  if (user) server.state.open(user);
  const house = createHouse({ fetch: server.fetch, tabs: new MockBrowser().tab(), onSwitched: vi.fn() });
  await house.session.restore();
  return house;
}

/** Opens a route as the router would: loads, renders, and loads again when the page navigates. */
export async function openPage<Data>(house: House, { load, Page, path, params = {} }: Route<Data>) {
  let url = new URL(path, 'http://localhost');
  const visit = async () => load({ parent: async () => house, url, params } satisfies LoadEvent as never);
  const props = async () => ({ Page: Page as Component<{ data: unknown }>, data: await visit(), house });
  const screen = render(PageFrame, await props());
  const go = async (address: string | URL) => {
    url = new URL(address, url);
    if (url.pathname === new URL(path, url).pathname) await screen.rerender(await props());
  };
  vi.mocked(goto).mockImplementation(go);
  return { ...screen, go, address: () => url.pathname + url.search };
}
