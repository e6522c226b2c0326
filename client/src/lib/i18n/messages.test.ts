import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import vocabulary from '@socle/schema/vocabulary.json' with { type: 'json' };
import type { ApiError } from '#lib/api/index.ts';
import { errorMessage, locale, m, toFailure } from './index.ts';

type Messages = Record<string, string | readonly { match: Record<string, string> }[]>;

const FOLDER = 'src/lib/i18n';
const modules = readdirSync(`${FOLDER}/en`);
const read = (language: string, file: string) =>
  JSON.parse(readFileSync(`${FOLDER}/${language}/${file}`, 'utf8')) as Messages;
const textsOf = (messages: Messages) =>
  Object.values(messages).flatMap((text) =>
    typeof text === 'string' ? [text] : text.flatMap(({ match }) => Object.values(match)),
  );
const failed = (more: Partial<ApiError>): ApiError => ({ code: 'INTERNAL', requestId: 'req-1', fields: [], ...more });

describe.each(modules)('%s', (file) => {
  it('says the same in both languages', () => {
    expect(Object.keys(read('fr', file))).toEqual(Object.keys(read('en', file)));
  });

  it('keeps French punctuation with its word', () => {
    const broken = textsOf(read('fr', file)).filter((text) => / [;:!?»]|« |[^\s\u202f#][;!?](?!\w)|'/u.test(text));
    expect(broken).toEqual([]);
  });
});

describe('errors', () => {
  it.each(vocabulary.errors.map(({ code }) => code))('%s has words in both languages', (code) => {
    for (const language of ['en', 'fr']) expect(read(language, 'errors.json')).toHaveProperty(`error_${code}`);
    expect(errorMessage(failed({ code: code as ApiError['code'] }))).not.toBe('');
  });

  it('say how long to wait, in seconds and then in minutes', () => {
    const wait = (retryAfterS: number) => errorMessage(failed({ code: 'RATE_LIMITED', retryAfterS }));
    expect(wait(1)).toMatch(/ You can go on in 1 second\.$/);
    expect(wait(39.2)).toMatch(/ You can go on in 40 seconds\.$/);
    expect(wait(600)).toMatch(/ You can go on in 10 minutes\.$/);
    expect(wait(3_725)).toMatch(/ You can go on in 1 hour 2 minutes 5 seconds\.$/);
  });

  it('name the rights that are missing, in words and by their names', () => {
    const refused = (...requires: string[]) => errorMessage(failed({ code: 'FORBIDDEN', requires }));
    expect(refused('users:delete')).toMatch(/a right that you do not hold: “Delete accounts” \(users:delete\)\./);
    expect(refused('users:read', 'x:y')).toMatch(/rights that you do not hold: .+ \(users:read\) and “x:y” \(x:y\)\./);
    expect(refused()).toMatch(/^Your role does not allow this\./);
  });

  it('carry the number of the request only where quoting it helps', () => {
    expect(toFailure(failed({ code: 'FORBIDDEN' })).requestId).toBe('req-1');
    expect(toFailure(failed({ code: 'CONFLICT' })).requestId).toBeNull();
  });

  it('hand the wait to whoever counts it down', () => {
    const failure = toFailure(failed({ code: 'UNAVAILABLE', retryAfterS: 5 }));
    expect(failure).toMatchObject({ message: 'The server has a lot to do just now.', retryAfterS: 5 });
  });

  it('stand beside their field, in our words where we know the code', () => {
    const field = (code: string) => [{ name: 'pseudo', code, message: 'The server said so.' }];
    expect(toFailure(failed({ fields: field('taken') })).fields).toEqual({ pseudo: 'Already in use.' });
    expect(toFailure(failed({ fields: field('odd') })).fields).toEqual({ pseudo: 'The server said so.' });
  });
});

describe('language', () => {
  it('switches without a reload, with the plural of each', () => {
    expect(m.sessions_others_ended({ count: 0 })).toBe('0 sessions ended');
    locale.choose('fr');
    expect(m.sessions_others_ended({ count: 0 })).toBe('0 session fermée');
    expect(localStorage.getItem('socle.locale')).toBe('fr');
    locale.choose('en');
  });
});
