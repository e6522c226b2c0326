import axe from 'axe-core';
import type { Page } from 'playwright-core';
import type { Language } from './words.ts';

/** A way of looking at a page; `rules` where only some can differ from the look before. */
export interface Look {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  readonly rules?: readonly string[];
}

const colours = ['color-contrast'];
/** How a page is looked at first. */
export const desk = { name: 'desk, light', width: 1280, height: 900, scheme: 'light' } as const;
const phone = { name: 'phone, light', width: 390, height: 844, scheme: 'light' } as const;

/** At a desk and on a phone, by day and by night: the phone by day with the longer words, which have the least room there. */
export const looks: Readonly<Record<Language, readonly Look[]>> = {
  en: [
    desk,
    { name: 'desk, dark', width: 1280, height: 900, scheme: 'dark', rules: colours },
    { name: 'phone, dark', width: 390, height: 844, scheme: 'dark' },
  ],
  fr: [phone],
};

/** Looks at a page in another way, without leaving it, and waits until it is drawn. */
export async function putOn(page: Page, { width, height, scheme }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height });
  await drawn(page);
}

/** Waits until a change of size or colours has reached everything: observers first, then what inherits. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    for (let calm = 0, frames = 0; calm < 3 && frames < 60; frames += 1) {
      await frame();
      calm = document.getAnimations().some((moving) => moving instanceof CSSTransition) ? 0 : calm + 1;
    }
  })()`);
}

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

/** What axe finds that keeps people out, in a part of the page or in all of it: rule, place and reason. */
export async function barriers(page: Page, rules?: readonly string[], part = 'html'): Promise<string[]> {
  const options = { resultTypes: ['violations'], preload: false, iframes: false, ...(rules && { runOnly: rules }) };
  if (!(await page.evaluate('Boolean(globalThis.axe)'))) await page.evaluate(axe.source);
  const found = await page.evaluate(`axe.run('${part}', ${JSON.stringify(options)}).then((said) => said.violations)`);
  return (found as Violation[])
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary: why }) => `${id} ${target.join(' ')}: ${why}`));
}

/** What every page owes: one heading, a title, the language of its words. */
export async function manners(page: Page): Promise<{ headings: number; titled: boolean; language: string }> {
  const headings = await page.locator('h1').count();
  const title = await page.title();
  const language = await page.evaluate(() => document.documentElement.lang);
  return { headings, titled: title.length > 'Socle'.length, language };
}

/** The elements that stand out at the right of a narrow screen; none where nothing scrolls sideways. */
export async function overflowing(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 844 });
  await drawn(page);
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const out = [...document.querySelectorAll('body *')].filter(
      (node) => node.getBoundingClientRect().right > clientWidth,
    );
    return [`${scrollWidth} > ${clientWidth}`, ...out.slice(0, 5).map((node) => node.outerHTML.slice(0, 90))];
  });
}
