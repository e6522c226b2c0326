import vocabulary from '@socle/schema/vocabulary.json' with { type: 'json' };
import type { ActivityList_eventFragment } from '@socle/schema/documents';
import { afterAll, describe, expect, it } from 'vitest';
import { locale } from '#lib/i18n/index.ts';
import { describeEvent, eventTypes } from './event-words.ts';
import { tellOwn } from './own-words.ts';

const own = (type: string, more: Partial<ActivityList_eventFragment> = {}): ActivityList_eventFragment => ({
  id: '1',
  type,
  outcome: 'SUCCESS',
  at: '2026-11-21T09:00:00.000Z',
  actedBy: 'YOU',
  subject: 'user:1',
  ipAddress: null,
  details: [],
  ...more,
});

afterAll(() => locale.choose('en'));

describe.each(['en', 'fr'] as const)('every event, in %s', (language) => {
  it.each(vocabulary.events)('%s has words, for those who administer and for oneself', (type) => {
    locale.choose(language);
    expect(describeEvent(type)).not.toBe(type);
    for (const actedBy of ['YOU', 'SOMEBODY_ELSE', 'NOBODY'] as const)
      for (const subject of ['user:1', null])
        expect(tellOwn(own(type, { actedBy, subject }))).toMatch(/^\p{Lu}.+[^.]$/u);
  });

  it('stands once in the choice', () => {
    expect(
      eventTypes()
        .map(({ value }) => value)
        .toSorted(),
    ).toEqual(vocabulary.events.toSorted());
  });
});

describe('what is told to oneself', () => {
  const details = [
    { name: 'from', value: 'member' },
    { name: 'to', value: 'admin' },
  ];

  it('tells what was done to one from what one did to another', () => {
    locale.choose('en');
    expect(tellOwn(own('user.role_changed', { details, actedBy: 'SOMEBODY_ELSE' }))).toBe(
      'You were given the role admin',
    );
    expect(tellOwn(own('user.role_changed', { details, subject: null }))).toBe('You gave somebody the role admin');
    expect(tellOwn(own('session.ended', { actedBy: 'SOMEBODY_ELSE' }))).toMatch(/^An administrator/);
    expect(tellOwn(own('session.ended', { actedBy: 'NOBODY' }))).toBe('A device was signed out');
    expect(tellOwn(own('login.failed', { actedBy: 'NOBODY' }))).toMatch(/^Somebody typed a wrong password/);
    expect(tellOwn(own('role.created', { subject: 'role:readers' }))).toBe('You made the role readers');
  });

  it('says what it is called where the server is newer than this page', () => {
    expect(tellOwn(own('vault.opened_by_moonlight'))).toBe('vault.opened_by_moonlight');
  });
});
