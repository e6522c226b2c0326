import type { Page } from 'playwright-core';
import { seePage } from './screen.ts';
import type { Words } from './words.ts';

/** What a state may need to know of the house. */
export interface Cast {
  readonly t: Words;
  /** A member, by id. */
  readonly member: string;
  /** A suspended member, by id. */
  readonly suspended: string;
}

/** One page in one of its states, and how a person gets there. */
export interface State {
  readonly name: string;
  readonly as: 'visitor' | 'member' | 'admin';
  open(page: Page, cast: Cast): Promise<unknown>;
}

/** A page by its address and its title. */
export const at = (path: string, title: (t: Words) => string) => async (page: Page, cast: Cast) => {
  await page.goto(path);
  await seePage(page, title(cast.t));
};
