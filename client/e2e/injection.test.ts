// Catalogue: B4, I1.
import {
  SignInDocument,
  SignUpDocument,
  SuspendUserDocument,
  UpdateProfileDocument,
  type SuspendUserMutation,
} from '@socle/schema/documents';
import blns from 'big-list-of-naughty-strings' with { type: 'json' };
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { bundles, payloads } from './support/payloads.ts';
import { ask, goodPassword, type Person } from './support/people.ts';
import { setScene } from './support/scene.ts';
import { field, see, seePage } from './support/screen.ts';
import { sized } from './support/sized.ts';
import { wordsOf } from './support/words.ts';

const scene = setScene();
const t = wordsOf('en');

/** As far as a text of several lines may hold them. */
const naughty = blns.filter((text) => text.trim() && text.length < 400 && !/[^\P{Cc}\n\t]/u.test(text));
const paragraphs = bundles([...payloads, ...naughty.slice(0, sized(60, naughty.length))], 400);
const lines = [...payloads, ...naughty].filter((text) => text.length <= 80 && !/\p{Cc}/u.test(text));

/** What a browser keeps of a text of several lines. */
const shown = (text: string | null): string => (text ?? '').replaceAll('\r\n', '\n').trim();

/** Nothing ran, nothing opened, and nothing that was written became an element. */
async function expectInert(page: Page): Promise<void> {
  expect(await page.evaluate('globalThis.__ran')).toBeUndefined();
  const foreign = 'main :is(script, iframe, object, embed, img, marquee, base, meta, link, style, math, video, audio)';
  expect(await page.locator(foreign).count()).toBe(0);
}

function watchDialogs(context: BrowserContext): string[] {
  const opened: string[] = [];
  context.on('dialog', (dialog) => {
    opened.push(dialog.message());
    void dialog.dismiss();
  });
  return opened;
}

const write = ({ request }: BrowserContext, person: Person, bio: string): Promise<unknown> =>
  ask({ request }, UpdateProfileDocument, { input: { bio } }, person.token);

describe('what a person writes is text, and nothing else', () => {
  it('on the own profile and on the page that an administrator sees', async () => {
    const { context, person } = await scene.member();
    const { context: office } = await scene.admin();
    const dialogs = [watchDialogs(context), watchDialogs(office)];
    const [own, theirs] = await Promise.all([context.newPage(), office.newPage()]);
    for (const bio of paragraphs) {
      await write(context, person, bio);
      await Promise.all([own.goto('/account'), theirs.goto(`/admin/users/${person.id}`)]);
      await seePage(own, t.users_profile());
      await seePage(theirs, person.pseudo);
      expect(shown(await field(own, 'bio').inputValue())).toBe(shown(bio));
      const bios = theirs.locator('dd', { hasText: bio.split('\n')[0]?.trim() ?? '' });
      expect(shown(await bios.first().textContent())).toBe(shown(bio));
      await expectInert(own);
      await expectInert(theirs);
    }
    expect(dialogs.flat()).toEqual([]);
  });

  it('in the names of devices, to their owner and to an administrator', async () => {
    const { context, person } = await scene.member();
    const { context: office } = await scene.admin();
    const dialogs = [watchDialogs(context), watchDialogs(office)];
    const [own, theirs] = await Promise.all([context.newPage(), office.newPage()]);
    const names = lines.slice(0, sized(15, lines.length));
    for (const deviceName of names) {
      const stranger = await scene.device();
      const input = { identifier: person.pseudo, password: goodPassword, deviceName };
      await ask(stranger.context, SignInDocument, { input });
    }
    await Promise.all([own.goto('/account/security'), theirs.goto(`/admin/users/${person.id}`)]);
    await seePage(own, t.sessions_security());
    await seePage(theirs, person.pseudo);
    for (const page of [own, theirs]) {
      const newest = names.slice(-10).map((name) => name.replaceAll(/\p{Cf}/gu, '').trim());
      for (const name of newest.filter(Boolean)) await see(page.getByText(name, { exact: true }).first());
      await expectInert(page);
    }
    expect(dialogs.flat()).toEqual([]);
  });

  it('in the reason of a suspension', async () => {
    const { context, person: admin } = await scene.admin();
    const dialogs = watchDialogs(context);
    const page = await context.newPage();
    for (const reason of bundles(payloads, 400).slice(0, sized(4, payloads.length))) {
      const { person } = await scene.member();
      await ask<SuspendUserMutation, { userId: string; reason: string }>(
        context,
        SuspendUserDocument,
        { userId: person.id, reason },
        admin.token,
      );
      await page.goto(`/admin/users/${person.id}`);
      await seePage(page, person.pseudo);
      await see(page.getByText(t.admin_access_reason({ reason })).first());
      await expectInert(page);
    }
    expect(dialogs).toEqual([]);
  });

  it('in a search and in the words of an address', async () => {
    const { context } = await scene.admin();
    const dialogs = watchDialogs(context);
    const page = await context.newPage();
    for (const text of payloads.slice(0, sized(12, payloads.length))) {
      await page.goto(`/admin/users?q=${encodeURIComponent(text)}&role=${encodeURIComponent(text)}`);
      await seePage(page, t.admin_people());
      expect(await field(page, 'search').inputValue()).toBe(text.replaceAll(/[\r\n]/g, ''));
      await expectInert(page);
      await page.goto(`/${encodeURIComponent(text.replaceAll('.', ''))}`);
      await see(page.getByRole('heading', { level: 1 }));
      await expectInert(page);
    }
    expect(dialogs).toEqual([]);
  });

  it('as a pseudo, as far as one can be strange, in the list of people', async () => {
    const { context, person: admin } = await scene.admin();
    const dialogs = watchDialogs(context);
    const taken: string[] = [];
    for (const [index, text] of blns.filter((name) => /^[\p{L}\p{M}\p{N}._-]{3,24}$/u.test(name)).entries()) {
      if (index >= sized(15, blns.length)) break;
      const input = {
        email: `strange${index}@example.org`,
        pseudo: text,
        password: goodPassword,
        locale: 'EN' as const,
      };
      const stranger = await scene.device();
      const answer = await ask(stranger.context, SignUpDocument, { input }).catch(() => undefined);
      if (answer) taken.push(text.normalize('NFKC'));
    }
    expect(taken.length).toBeGreaterThan(5);
    const page = await context.newPage();
    for (const pseudo of taken) {
      await page.goto(`/admin/users?q=${encodeURIComponent(pseudo)}`);
      await see(page.locator('table tbody').getByRole('link', { name: pseudo, exact: true }));
      await expectInert(page);
    }
    expect(admin.pseudo).toBe('chief');
    expect(dialogs).toEqual([]);
  });
});
