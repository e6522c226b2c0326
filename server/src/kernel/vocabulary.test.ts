import { describe, expect, it } from 'vitest';
import { AppError, defineErrors, errors, knownErrors } from './errors.js';
import { defineEvents, knownEvents, outcomeOf, type EventName } from './events.js';
import { defineScopes, knownScopes } from './scopes.js';

describe('a word of the house', () => {
  it('an error code is declared once', () => {
    const declared = defineErrors({ TEST_CODE: { http: 418, message: 'A test.' } });
    expect(declared.TEST_CODE({ reason: 'x' })).toMatchObject({
      code: 'TEST_CODE',
      message: 'A test.',
      details: { reason: 'x' },
    });
    expect(declared.TEST_CODE()).toBeInstanceOf(AppError);
    expect(() => defineErrors({ TEST_CODE: { http: 400, message: 'Again.' } })).toThrow('TEST_CODE is declared twice');
    expect(knownErrors().get('TEST_CODE')?.http).toBe(418);
  });

  it('an event is declared once, with its outcome', () => {
    defineEvents({ 'test.happened': 'FAILURE' });
    expect(outcomeOf('test.happened' as EventName)).toBe('FAILURE');
    expect(() => defineEvents({ 'test.happened': 'SUCCESS' })).toThrow('test.happened is declared twice');
    expect(() => outcomeOf('test.never' as EventName)).toThrow('test.never was never declared');
    expect(knownEvents()).toContain('test.happened');
  });

  it('a scope is declared once, with what it allows', () => {
    expect(defineScopes({ 'test:read': 'Read tests.' })).toEqual({ 'test:read': 'test:read' });
    expect(() => defineScopes({ 'test:read': 'Again.' })).toThrow('test:read is declared twice');
    expect(knownScopes().get('test:read')).toBe('Read tests.');
  });

  it('an error may say more than its code does, never less', () => {
    expect(errors.FORBIDDEN({}, 'Closed here.').message).toBe('Closed here.');
    expect(errors.FORBIDDEN().message).toBe('You may not do this.');
  });
});
