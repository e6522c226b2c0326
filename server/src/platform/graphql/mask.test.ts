// Catalogue: G7.
import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { errors, invalidField } from '#kernel/errors.js';
import { isUnexpected, mask } from './mask.js';

const thrown = (original: Error): GraphQLError =>
  new GraphQLError(original.message, { path: ['me'], originalError: original });
const show = (error: GraphQLError) => mask(error.toJSON(), error);
const refused = (message: string, code: string) => show(new GraphQLError(message, { extensions: { code } }));

describe('what leaves the house of an error', () => {
  it('one of ours, with its public facts', () => {
    expect(show(thrown(errors.FORBIDDEN({ requires: ['users:read'] })))).toEqual({
      message: 'You may not do this.',
      path: ['me'],
      extensions: { code: 'FORBIDDEN', requires: ['users:read'] },
    });
    expect(show(thrown(invalidField('bio', 'too_long', 'At most 500.')))?.extensions).toMatchObject({
      fields: [{ name: 'bio', code: 'too_long' }],
    });
  });

  it('of anything else: that something went wrong, and nothing more', () => {
    for (const original of [
      new Error('SQLITE_ERROR: no such column password_hash'),
      new TypeError('x of undefined'),
      Object.assign(new Error('secret'), { code: 'EACCES' }),
    ]) {
      expect(show(thrown(original))).toEqual({
        message: 'Something went wrong on our side.',
        path: ['me'],
        extensions: { code: 'INTERNAL' },
      });
      expect(isUnexpected(thrown(original))).toBe(true);
    }
  });

  it('an error that only pretends a code of ours is not one of ours', () => {
    expect(show(new GraphQLError('secret', { extensions: { code: 'FORBIDDEN', secret: 1 } }))).toEqual({
      message: 'Something went wrong on our side.',
      extensions: { code: 'INTERNAL' },
    });
  });

  it('GraphQL’s own refusals keep their names', () => {
    expect(refused('Syntax Error: Unexpected <EOF>.', 'GRAPHQL_PARSE_FAILED')).toEqual({
      message: 'Syntax Error: Unexpected <EOF>.',
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    });
    expect(refused('Cannot query field "x".', 'GRAPHQL_VALIDATION_FAILED').extensions).toEqual({
      code: 'GRAPHQL_VALIDATION_FAILED',
    });
  });

  it.each([
    [
      'Variable "$input" got invalid value "pw4711" at "input.password"; String cannot represent a non string value: 4711',
      'password',
      'invalid_type',
    ],
    [
      'Variable "$input" got invalid value { password: "pw4711" }; Field "pseudo" of required type "String!" was not provided.',
      'pseudo',
      'required',
    ],
    [
      'Variable "$input" got invalid value { password: "pw4711" }; Field "role" is not defined by type "RegisterInput".',
      'role',
      'unknown_key',
    ],
    ['Variable "$password" of required type "String!" was not provided.', 'password', 'required'],
    [
      'Variable "$days" got invalid value "pw4711"; Int cannot represent non-integer value: "pw4711"',
      'days',
      'invalid_type',
    ],
  ])('a refused variable is named, its value is not: %s', (message, name, code) => {
    const shown = refused(message, 'BAD_USER_INPUT');
    expect(shown.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ name, code }] });
    expect(JSON.stringify(shown)).not.toContain('4711');
  });

  it('what we refuse on purpose is nobody’s surprise', () => {
    expect(isUnexpected(thrown(errors.NOT_FOUND()))).toBe(false);
    expect(isUnexpected(new GraphQLError('x', { extensions: { code: 'BAD_USER_INPUT' } }))).toBe(false);
    const inPlaceOf = Object.assign(errors.UNAVAILABLE(), { cause: new Error('disk full') });
    expect(isUnexpected(thrown(inPlaceOf))).toBe(true);
  });
});
