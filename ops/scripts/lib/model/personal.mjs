const exported = ({ exported: how }) => ('file' in how ? `\`${how.file}\`` : `nothing: ${how.nothing}`);

const columns = ({ exported: how }) => ('file' in how ? how.columns.map(({ EN }) => EN).join(', ') : '');

const afterwards = ({ onDeletion }) => (onDeletion === 'erased' ? 'erased' : `kept: ${onDeletion.kept}`);

const row = (personal) => (entity) => {
  const said = personal[entity.name];
  const cells = [
    `\`${entity.name}\``,
    `[${entity.module}](${entity.module}.md)`,
    exported(said),
    columns(said),
    afterwards(said),
  ];
  return `| ${cells.join(' | ')} |`;
};

/** What the server declares of each entity that refers to a user. */
export function personalPages(entities, personal) {
  const said = entities.filter(({ name }) => name in personal);
  const silent = entities.filter(({ name }) => !(name in personal)).map(({ name }) => `\`${name}\``);
  const text = `<!-- Generated from what the modules declare. Not edited: \`npm run generate\`. -->

# Personal data

What becomes of everything that refers to a person: what their export tells of it, by the name of its files, and what is left once the account is
deleted. A module declares it beside its entities (\`personal\` in its manifest); \`npm test\` fails for an entity that refers to a user and declares
nothing, and where something that is said to be erased is still there.

| Entity | Page | In the export | As | After the account |
| --- | --- | --- | --- | --- |
${said.map(row(personal)).join('\n')}

${silent.length > 0 ? `These refer to nobody: ${silent.join(', ')}.` : ''}
`;
  return [{ name: 'personal.md', text }];
}
