import { setTimeout as pause } from 'node:timers/promises';
import { CreateRoleDocument, GrantScopeDocument, SuspendUserDocument } from '@socle/schema/documents';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { pageOn, type Device } from './browser.ts';
import { barriers, desk, looks, manners, overflowing, putOn } from './inspect.ts';
import { ask, askFresh, signUp } from './people.ts';
import { setScene } from './scene.ts';
import type { Cast, State } from './state.ts';
import { states } from './states.ts';
import { wordsOf, type Language } from './words.ts';

/** For how long a password counts as just proved; the administrator on the screens proved it longer ago. */
const FRESH_MS = 3_000;

/** Everything that is wrong with a page, in each way of looking at it. */
async function faults(page: Page, language: Language): Promise<string[]> {
  const found: string[] = [];
  for (const look of looks[language]) {
    await putOn(page, look);
    found.push(...(await barriers(page, look.rules)).map((barrier) => `${look.name}: ${barrier}`));
  }
  for (const width of [390, 320]) found.push(...(await overflowing(page, width)));
  return found;
}

/** The tests of every page and state in one language; a file for each, so that they run side by side. */
export function nobodyIsKeptOut(language: Language): void {
  const scene = setScene({ FRESH_FOR: `${FRESH_MS / 1_000}s` });
  let cast: Omit<Cast, 't'>;
  let devices: Record<State['as'], Device>;

  beforeAll(async () => {
    const admin = await scene.admin();
    const [member, suspended] = [await signUp(admin), await signUp(admin)];
    await ask(admin.context, SuspendUserDocument, { userId: suspended.id, reason: 'A pause.' }, admin.person.token);
    const role = { name: 'night-shift', description: 'Keeps watch.', scopes: ['users:read', 'users:write'] };
    await askFresh(admin, admin.person, CreateRoleDocument, role);
    const grant = { userId: member.id, scope: 'users:read', until: new Date(Date.now() + 3_600_000).toISOString() };
    // A proof ends the token that it was given with.
    const again = await scene.admin();
    await askFresh(again, again.person, GrantScopeDocument, grant);
    cast = { member: member.id, suspended: suspended.id };
    const own = { language, stays: true };
    devices = {
      visitor: await scene.device(own),
      member: await scene.member(own),
      admin: await scene.admin(own),
    };
    await pause(FRESH_MS);
  });

  describe(`nobody is kept out, in ${language}`, () => {
    it.each(states)('$name', async (state) => {
      const page = await pageOn(devices[state.as]);
      await putOn(page, desk);
      await state.open(page, { t: wordsOf(language), ...cast });
      expect(await faults(page, language)).toEqual([]);
      expect(await manners(page)).toEqual({ headings: 1, titled: true, language });
    });
  });
}
