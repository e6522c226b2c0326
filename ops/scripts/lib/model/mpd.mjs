const columnRow = (table) => (column) => {
  const reference = table.foreignKeys.find(({ from }) => from === column.name);
  const keys = [
    column.pk > 0 && 'primary',
    reference && `references \`${reference.table}\`, ${actions(reference)}`,
  ].filter(Boolean);
  return `| \`${column.name}\` | ${column.type} | ${column.notnull ? 'no' : 'yes'} | ${keys.join('; ')} |`;
};

const actions = ({ on_delete: onDelete, on_update: onUpdate }) =>
  [`on delete ${onDelete.toLowerCase()}`, onUpdate !== 'NO ACTION' && `on update ${onUpdate.toLowerCase()}`]
    .filter(Boolean)
    .join(', ');

/** A statement with one definition a line; commas inside parentheses do not end a definition. */
export function layOut(sql) {
  const [head, body, tail] = split(sql);
  if (body === undefined) return `${sql};`;
  const parts = body.split(/,\s+(?![^(]*\))/);
  return `${head}(\n${parts.map((part) => `  ${part}`).join(',\n')}\n)${tail};`;
}

function split(sql) {
  const [first, last] = [sql.indexOf('('), sql.lastIndexOf(')')];
  return first < 0 ? [sql] : [sql.slice(0, first), sql.slice(first + 1, last), sql.slice(last + 1)];
}

const section = (table) => `## ${table.name}
${table.database === 'main' ? '' : `\nIn the database of the ${table.database}.\n`}
| Column | Type | Null | Key |
| --- | --- | --- | --- |
${table.columns.map(columnRow(table)).join('\n')}

\`\`\`sql
${[layOut(table.sql), ...table.indexes.map(({ sql }) => `${sql};`)].join('\n')}
\`\`\`
`;

const keysOf = (table, { name, pk }) =>
  [pk > 0 && 'PK', table.foreignKeys.some(({ from }) => from === name) && 'FK'].filter(Boolean).join(', ');

const box = (table) =>
  `  ${table.name} {\n${table.columns.map((column) => `    ${column.type} ${column.name} ${keysOf(table, column)}`.trimEnd()).join('\n')}\n  }`;

const lines = (table) =>
  table.foreignKeys.map(({ from, table: to }) => {
    const alone = table.columns.filter(({ pk }) => pk > 0).every(({ name }) => name === from);
    return `  ${to} ||--${alone ? 'o|' : 'o{'} ${table.name} : ${from}`;
  });

/** The physical model: the tables that the migrations make on SQLite, as SQLite tells of them. */
export function physicalPages(tables) {
  const text = `<!-- Generated from an empty database after every migration. Not edited: \`npm run generate\`. -->

# Physical data model (MPD)

The tables of the [logical model](mld.md) on SQLite, as the migrations in \`server/migrations\` make them. A \`datetime\` is an integer: milliseconds since
1970 in UTC. A \`json\` is text.

\`\`\`mermaid
erDiagram
${[...tables.map(box), ...tables.flatMap(lines)].join('\n')}
\`\`\`

${tables.map(section).join('\n')}`;
  return [{ name: 'mpd.md', text }];
}
