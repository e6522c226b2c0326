import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '#house/build-info.js';
import { vocabulary } from '#house/commands/emit-schema.js';
import { readProjectFile } from './files.js';

type Words = ReturnType<typeof vocabulary> & {
  scopes: string[];
  errors: { code: string; http: number; message: string }[];
  roles: { name: string; scopes: string[] }[];
  events: string[];
};

const words = vocabulary() as Words;
const folder = join('client', 'src', 'lib', 'i18n');
const { locales } = JSON.parse(readProjectFile(join('client', 'project.inlang', 'settings.json'))) as {
  locales: string[];
};

function messagesOf(locale: string): Set<string> {
  const files = readdirSync(join(projectRoot, folder, locale)).filter((name) => name.endsWith('.json'));
  return new Set(
    files.flatMap((name) => Object.keys(JSON.parse(readProjectFile(join(folder, locale, name))) as object)),
  );
}

describe.each(locales)('in %s', (locale) => {
  const messages = messagesOf(locale);

  it('every error code has words', () =>
    expect(words.errors.map(({ code }) => `error_${code}`).filter((key) => !messages.has(key))).toEqual([]));

  it('every event has words, for those who administer and for oneself', () => {
    const keys = words.events.flatMap((event) => {
      const name = event.replaceAll('.', '_');
      return [`audit_event_${name}`, `audit_own_${name}`];
    });
    expect(keys.filter((key) => !messages.has(key))).toEqual([]);
  });

  it('every scope has words', () => {
    expect(
      words.scopes.map((scope) => `admin_scope_${scope.replaceAll(':', '_')}`).filter((key) => !messages.has(key)),
    ).toEqual([]);
  });
});

describe('the vocabulary', () => {
  it('has every code of the public contract, with its status', () => {
    expect(Object.fromEntries(words.errors.map(({ code, http }) => [code, http]))).toEqual({
      UNAUTHENTICATED: 401,
      INVALID_CREDENTIALS: 401,
      SESSION_ENDED: 401,
      REAUTHENTICATION_REQUIRED: 403,
      FORBIDDEN: 403,
      ACCOUNT_SUSPENDED: 403,
      BAD_USER_INPUT: 400,
      NOT_FOUND: 404,
      CONFLICT: 409,
      RATE_LIMITED: 429,
      OPERATION_TOO_COSTLY: 400,
      PAYLOAD_TOO_LARGE: 413,
      UNAVAILABLE: 503,
      INTERNAL: 500,
    });
    for (const { message } of words.errors) expect(message).toMatch(/^[A-Z].*\.$/);
  });

  it('names events in the past tense, by what they are about', () => {
    for (const event of words.events) expect(event).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/);
  });

  it('gives the administrator every scope', () =>
    expect(words.roles.find(({ name }) => name === 'admin')?.scopes).toEqual(words.scopes));
});
