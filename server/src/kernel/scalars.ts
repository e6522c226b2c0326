import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

function text(value: unknown): string {
  if (typeof value !== 'string') throw new GraphQLError('An e-mail address is a string.');
  return value;
}

/** An e-mail address as typed. Its form is checked by the input's rules, which can name the field. */
export const EmailAddress = new GraphQLScalarType<string, string>({
  name: 'EmailAddress',
  description: 'An e-mail address, kept as typed, compared by its canonical form.',
  serialize: text,
  parseValue: text,
  parseLiteral: (node) => text(node.kind === Kind.STRING ? node.value : null),
});
