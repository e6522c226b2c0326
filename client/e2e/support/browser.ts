import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import type { House } from './house.ts';
import { watch, type Watch } from './watch.ts';
import { languages, type Language } from './words.ts';

const programs = ['chromium', 'chromium-browser', 'google-chrome'];
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function findChromium(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = [process.env.CHROMIUM, ...programs.flatMap((name) => folders.map((folder) => join(folder, name)))];
  const path = found.find((file) => file && existsSync(file));
  if (!path) throw new Error('Chromium is not installed; CHROMIUM may say where it is.');
  return path;
}

/** The browser of this machine, with an empty profile. */
export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: findChromium(), args });

/** One browser of one person, as others have none of its cookies. */
export interface Device {
  readonly context: BrowserContext;
  readonly watch: Watch;
  /** True where the tests that follow go on with it: with its session, its cache and its page. */
  readonly stays: boolean;
}

/** How a device is set up. */
export interface DeviceOptions extends Pick<
  BrowserContextOptions,
  'colorScheme' | 'viewport' | 'reducedMotion' | 'javaScriptEnabled'
> {
  readonly language?: Language;
  readonly stays?: boolean;
}

/** A device of its own in the house; what goes wrong on its pages is written down. */
export async function openDevice(browser: Browser, house: House, options: DeviceOptions = {}): Promise<Device> {
  const { language = 'en', stays = false, ...look } = options;
  const context = await browser.newContext({
    baseURL: house.url,
    locale: languages[language],
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    ...look,
  });
  context.setDefaultTimeout(10_000);
  return { context, watch: await watch(context, house.url), stays };
}

/** The page that the test before left on a device, where a browser starts faster than on a new one; or a new one. */
export async function pageOn({ context }: Device): Promise<Page> {
  return context.pages()[0] ?? context.newPage();
}
