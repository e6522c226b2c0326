import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { openBrowser, openDevice, type Device, type DeviceOptions } from './browser.ts';
import { openHouse, type House } from './house.ts';
import type { Watch } from './watch.ts';
import { claim, signIn, signUp, speak, type Person } from './people.ts';

const pictures = fileURLToPath(new URL('../../../.socle/reports/browser/', import.meta.url));

/** What a test file works in: one house, one browser, and the devices of the test that runs. */
export interface Scene {
  readonly house: House;
  /** A device of somebody who is not signed in. */
  device(options?: DeviceOptions): Promise<Device>;
  /** A new person and the device on which they are signed in. */
  member(options?: DeviceOptions): Promise<Device & { readonly person: Person }>;
  /** The house's first administrator, on a device of the test's own. */
  admin(options?: DeviceOptions): Promise<Device & { readonly person: Person }>;
}

/** A failed test leaves a picture of each page it had open. */
async function photograph(test: string, devices: readonly Device[]): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  const pages = devices.flatMap(({ context }): Page[] => context.pages());
  const name = test.replaceAll(/[^\p{L}\d]+/gu, '-').slice(0, 80);
  const take = (page: Page, index: number) => page.screenshot({ path: join(pictures, `${name}-${index + 1}.png`) });
  await Promise.allSettled(pages.map(take));
}

/** What was seen up to now; the watch begins anew. */
function startOver(watch: Watch): Watch {
  const seen = structuredClone(watch);
  for (const list of [watch.troubles, watch.strays, watch.lost, watch.refusals]) list.length = 0;
  return seen;
}

/** Takes back what a test did to a page: what stands in place of the server, and what it kept. */
async function tidy(page: Page): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  if (page.url() !== 'about:blank') await page.evaluate('localStorage.clear(), sessionStorage.clear()');
}

/** Ends what a test did on a device; one that stays keeps its session, its cache and, after a success, a page. */
async function leave({ context, stays }: Device, failed: boolean): Promise<void> {
  if (!stays) return context.close();
  const pages = context.pages();
  const [kept] = failed ? [] : pages;
  await Promise.all(pages.filter((page) => page !== kept).map((page) => page.close()));
  if (kept) await tidy(kept);
}

/** Nothing may go wrong unseen, in any test. */
function expectQuiet(house: House, watches: readonly Watch[]): void {
  expect(watches.flatMap(({ troubles }) => troubles)).toEqual([]);
  expect(watches.flatMap(({ strays }) => strays)).toEqual([]);
  expect(house.failures()).toEqual([]);
}

/** Sets the scene for a file or for one part of it. */
export function setScene(settings: Record<string, string> = {}): Scene {
  let house: House;
  let browser: Browser;
  let firstAdmin: Person | undefined;
  const devices: Device[] = [];

  beforeAll(async () => {
    [house, browser] = await Promise.all([openHouse(settings), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });
  afterEach(async ({ task }) => {
    const used = devices.splice(0);
    const failed = task.result?.state === 'fail';
    if (failed) await photograph(task.fullName, used);
    const seen = used.map(({ watch }) => startOver(watch));
    await Promise.all(used.map((device) => leave(device, failed)));
    devices.push(...used.filter(({ stays }) => stays));
    expectQuiet(house, seen);
  });

  const scene: Scene = {
    get house() {
      return house;
    },
    async device(options) {
      const device = await openDevice(browser, house, options);
      devices.push(device);
      return device;
    },
    async member(options) {
      const device = await scene.device(options);
      return { ...device, person: await signUp(device, { language: options?.language }) };
    },
    async admin(options) {
      const device = await scene.device(options);
      const person = firstAdmin ? await signIn(device, firstAdmin) : await signUp(device, { pseudo: 'chief' });
      if (!firstAdmin) await claim(device, person, house);
      firstAdmin = person;
      await speak(device, person, options?.language);
      return { ...device, person };
    },
  };
  return scene;
}
