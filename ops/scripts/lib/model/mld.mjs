import { title } from './concepts.mjs';

const key = ({ primary, target, unique }) =>
  [primary && 'PK', target && 'FK', !primary && unique && 'UK'].filter(Boolean).join(', ');

const attribute = (property) => `    ${property.type} ${property.column} ${key(property)}`.trimEnd();

const box = ({ table, properties }) => `  ${table} {\n${properties.map(attribute).join('\n')}\n  }`;

const crow = { '0,n': 'o{', '0,1': 'o|', '1,1': '||', '(1,1)': '||' };

/** Kept relations only: what is remembered by id alone is no reference to the database. */
function line({ entities, associations }) {
  const table = (name) => entities.find((entity) => entity.name === name).table;
  const left = (times) => (times === '0,1' ? '|o' : '||');
  return associations
    .filter(({ kept }) => kept)
    .map(
      ({ from, to, fromTimes, toTimes, verb }) =>
        `  ${table(to)} ${left(fromTimes)}--${crow[toTimes]} ${table(from)} : "${verb}"`,
    );
}

const notation = (property) => {
  const name = `${property.target ? '#' : ''}${property.column}`;
  return property.primary ? `<ins>**${name}**</ins>` : `${name}${property.nullable ? '?' : ''}`;
};

/** SESSION(**id**, #user_id, …): the relational notation. */
const relation = ({ table, properties }) =>
  `**${title(table.replaceAll('_', ' '))}**(${properties.map(notation).join(', ')})`.replaceAll('_', '\\_');

function constraints({ entities }) {
  return entities.flatMap(({ table, properties }) => [
    ...properties
      .filter(({ unique, primary }) => unique && !primary)
      .map(({ column }) => `- \`${table}.${column}\` is unique.`),
    ...properties
      .filter(({ target }) => target)
      .map(
        ({ column, target }) =>
          `- \`${table}.${column}\` references \`${entities.find(({ name }) => name === target).table}\`.`,
      ),
  ]);
}

/** The logical model: relations, keys, and what each attribute holds whatever the database. */
export function logicalPages(concepts) {
  const text = `<!-- Generated from the entities and the pages of this folder. Not edited: \`npm run generate\`. -->

# Logical data model (MLD)

The [conceptual model](mcd.md) as relations: <ins>**primary key**</ins>, #foreign key, optional attribute?.

${concepts.entities.map(relation).join('\n\n')}

## Constraints

${constraints(concepts).join('\n')}

## Diagram

\`\`\`mermaid
erDiagram
${[...concepts.entities.map(box), ...line(concepts)].join('\n')}
\`\`\`

An \`instant\` is a point in time to the millisecond; a \`uuid\` is a UUIDv7, which sorts by creation. How a database keeps them is in the
[physical model](mpd.md).
`;
  return [{ name: 'mld.md', text }];
}
