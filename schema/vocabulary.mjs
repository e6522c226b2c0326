const union = (name, says, words) =>
  [`/** ${says} */`, `export type ${name} =${words.map((word) => `\n  | '${word}'`).join('')};`].join('\n');

/** Words that the client shows, all on one line. */
const list = (name, says, words) =>
  `/** ${says} */\nexport const ${name}: readonly string[] = '${words.join(' ')}'.split(' ');`;

/** The words of `vocabulary.json` as TypeScript unions, in the order in which the server declares them. */
export function renderVocabulary({ scopes, errors, events, roles, countries, formula }) {
  return `${[
    '// Generated from vocabulary.json. Not edited: `npm run generate`.',
    union('Scope', 'What a role or a grant may allow.', scopes.map(nameOf)),
    union(
      'ErrorCode',
      'What `errors[].extensions.code` may say.',
      errors.map((error) => error.code),
    ),
    union('EventName', 'What the journal may record.', events.map(nameOf)),
    union('BuiltInRole', 'The roles that every house has.', roles.map(nameOf)),
    list('countries', 'The countries of ISO 3166-1, by their two letters.', countries),
    `/** What a spreadsheet program takes for a formula (catalogue I8). */\nexport const formula = /${formula}/u;`,
  ].join('\n\n')}\n`;
}

const nameOf = (entry) => (typeof entry === 'string' ? entry : entry.name);
