import { title } from './concepts.mjs';
import { draw } from './draw.mjs';

/** What Merise leaves out of a conceptual model: foreign keys, and what is computed from something else. */
function conceptual({ entities, associations, words: { derived, places } }) {
  const shown = entities.filter(({ name }) => !derived.has(name));
  const names = new Set(shown.map(({ name }) => name));
  return {
    associations: associations.filter(({ from, to }) => names.has(from) && names.has(to)),
    places,
    entities: shown.map(({ name, properties }) => ({
      name,
      properties: properties.filter(
        (one) => !one.target && !isReference(associations, name, one) && !derived.has(`${name}.${one.name}`),
      ),
    })),
  };
}

const isReference = (associations, entity, { name }) =>
  associations.some(({ kept, label }) => !kept && label.startsWith(`${entity}.${name} →`));

const sentence = ({ from, to, verb, fromTimes, toTimes, kept }) =>
  `| ${title(to)} | ${toTimes} | **${verb}** | ${fromTimes} | ${title(from)} | ${kept ? 'yes' : 'no: it outlives what it names'} |`;

function page({ entities, associations, words: { derived } }, model) {
  return `<!-- Generated from the entities and the pages of this folder. Not edited: \`npm run generate\`. -->

# Conceptual data model (MCD)

What Socle knows, before any table: entities, their properties, and the associations between them, in the notation of Merise. The identifier
is underlined. A dashed association is remembered by id alone, without a foreign key.

![Entities and associations: ${model.entities.map(({ name }) => title(name)).join(', ')}](mcd.svg)

| Entity | Times | Association | Times | Entity | Foreign key |
| --- | --- | --- | --- | --- | --- |
${model.associations.map(sentence).join('\n')}

Read a row as: one of the left takes part in the association that many times, and so does one of the right. Times in parentheses mean that the
entity has no identifier of its own beside that association.

## Entities

${model.entities.map(({ name }) => `- **${title(name)}**: [${pageOf(entities, name)}](${pageOf(entities, name)})`).join('\n')}

## Left out

Computed from something else, and therefore only in the [logical model](mld.md): ${[...derived].map((name) => `\`${name}\``).join(', ') || 'nothing'}.
${associations.length === model.associations.length ? '' : 'Associations of derived entities are left out with them.'}
`;
}

const pageOf = (entities, name) => `${entities.find((entity) => entity.name === name).module}.md`;

/** The conceptual model: a page and its drawing. */
export function conceptualPages(concepts) {
  const model = conceptual(concepts);
  return [
    { name: 'mcd.md', text: page(concepts, model) },
    { name: 'mcd.svg', text: draw(model) },
  ];
}
