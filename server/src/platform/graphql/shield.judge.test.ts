// Catalogue: Z1, Z11, G12, A12: who may reach a field, case by case.
import { describe, expect, it } from 'vitest';
import type { AccessRule } from '#kernel/access.js';
import { timeIsUp, type Context } from '#kernel/context.js';
import { AppError, errors } from '#kernel/errors.js';
import { brokenVisitor, visitor, type Identity } from '#kernel/identity.js';
import { judge } from './shield.js';

const now = new Date('2026-11-21T12:00:00Z');
const freshForMs = 600_000;

const contextOf = (identity: Identity, signal: AbortSignal = new AbortController().signal): Context =>
  ({ identity, signal, ports: { clock: { now: () => now } } }) as unknown as Context;

const person = (scopes: readonly string[] = [], provenMsAgo = 0): Identity => ({
  kind: 'user',
  id: 'somebody',
  role: 'member',
  sessionId: 'a session',
  scopes: new Set(scopes),
  provenAt: new Date(now.getTime() - provenMsAgo),
});

const program = (scopes: readonly string[] = []): Identity => ({
  kind: 'token',
  id: 'somebody',
  tokenId: 'a token',
  role: 'admin',
  scopes: new Set(scopes),
});

const service: Identity = { kind: 'service', name: 'a job', scopes: new Set(['users:write']) };

const verdictOn = (access: AccessRule, identity: Identity): string => {
  const verdict = judge(access, contextOf(identity), freshForMs);
  return verdict instanceof AppError ? verdict.code : verdict && 'let in';
};

const member: AccessRule = { who: 'member' };
const fresh: AccessRule = { who: 'member', fresh: true };
const writer: AccessRule = { who: 'scope', scope: 'users:write' };
const freshWriter: AccessRule = { ...writer, fresh: true };

describe('a field', () => {
  it.each<[string, AccessRule, Identity, string]>([
    ['for everybody lets in a visitor', { who: 'public' }, visitor, 'let in'],
    ['for members refuses a visitor', member, visitor, 'UNAUTHENTICATED'],
    ['for members lets in anyone signed in', member, person(), 'let in'],
    ['by scope refuses a visitor before it speaks of scopes', writer, visitor, 'UNAUTHENTICATED'],
    ['by scope refuses who holds none', writer, person(), 'FORBIDDEN'],
    ['by scope refuses who holds a part of its name', writer, person(['users']), 'FORBIDDEN'],
    ['by scope refuses who holds a longer one', writer, person(['users:write:all']), 'FORBIDDEN'],
    ['by scope lets in who holds it', writer, person(['users:read', 'users:write']), 'let in'],
    ['asking for freshness lets in at the last millisecond', fresh, person([], freshForMs), 'let in'],
    [
      'asking for freshness refuses a millisecond later',
      fresh,
      person([], freshForMs + 1),
      'REAUTHENTICATION_REQUIRED',
    ],
    ['asking for freshness bears a clock that stepped back a little', fresh, person([], -30_000), 'let in'],
    [
      'asking for freshness refuses a proof from further ahead',
      fresh,
      person([], -30_001),
      'REAUTHENTICATION_REQUIRED',
    ],
    ['asking for both speaks of the scope first', freshWriter, person([], freshForMs + 1), 'FORBIDDEN'],
    [
      'asking for both refuses an old proof',
      freshWriter,
      person(['users:write'], freshForMs + 1),
      'REAUTHENTICATION_REQUIRED',
    ],
    ['for everybody lets in a program', { who: 'public' }, program(), 'let in'],
    ['for members refuses a program', member, program(['users:write']), 'FORBIDDEN'],
    ['by scope lets in a program that holds it', writer, program(['users:write']), 'let in'],
    ['by scope refuses a program that does not', writer, program(['users:read']), 'FORBIDDEN'],
    ['asking for freshness asks a program for what it cannot give', fresh, program(), 'REAUTHENTICATION_REQUIRED'],
    ['asking for both does so, too', freshWriter, program(['users:write']), 'REAUTHENTICATION_REQUIRED'],
    ['asking for freshness lets in the house itself, which has no password', freshWriter, service, 'let in'],
  ])('%s', (_name, access, identity, verdict) => expect(verdictOn(access, identity)).toBe(verdict));

  it('tells a visitor whose token proves nothing why', () => {
    const reason = errors.UNAUTHENTICATED({ reason: 'expired' });
    expect(judge(member, contextOf(brokenVisitor(reason)), freshForMs)).toBe(reason);
  });

  it('names the scope that is missing', () =>
    expect(judge(writer, contextOf(person()), freshForMs)).toMatchObject({ details: { requires: ['users:write'] } }));
});

describe('a field of an operation', () => {
  const open: AccessRule = { who: 'public' };

  it('that took too long is not begun any more, and says when to come back', () =>
    expect(judge(open, contextOf(visitor, AbortSignal.abort(timeIsUp)), freshForMs)).toMatchObject({
      code: 'UNAVAILABLE',
      details: { retryAfterS: 1 },
    }));

  it('whose caller went away is judged as ever', () => {
    expect(judge(open, contextOf(visitor, AbortSignal.abort('gone')), freshForMs)).toBe(true);
    expect(judge(member, contextOf(visitor, AbortSignal.abort('gone')), freshForMs)).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});
