/**
 * @typedef {import('./read-model.mjs').Entity} Entity
 * @typedef {import('./words.mjs').Words} Words
 *
 * @typedef {object} Association
 * @property {string} verb
 * @property {string} from       the entity that points
 * @property {string} to         the entity that it points at
 * @property {string} fromTimes  how often one of `from` takes part: Merise's minimum,maximum
 * @property {string} toTimes
 * @property {boolean} kept      true where the database keeps a foreign key
 * @property {string} label      `Entity.property`, as the pages name it
 *
 * @typedef {{ entities: Entity[], associations: Association[], words: Words }} Concepts
 */

function timesOf(property) {
  if (property.nullable) return '0,1';
  return property.primary ? '(1,1)' : '1,1';
}

const keptBy = (entity, verbs) =>
  entity.properties
    .filter(({ target }) => target)
    .map((property) => ({
      label: `${entity.name}.${property.name}`,
      verb: verbs.get(`${entity.name}.${property.name}`),
      from: entity.name,
      to: property.target,
      fromTimes: timesOf(property),
      toTimes: property.single ? '0,1' : '0,n',
      kept: true,
    }));

/** References that outlive what they point at: `Entity.property → Entity` in a page. */
const looseBy = (entity, verbs) =>
  [...verbs]
    .map(([label, verb]) => ({ label, verb, match: /^(\w+)\.(\w+) → (\w+)$/.exec(label) }))
    .filter(({ match }) => match?.[1] === entity.name)
    .map(({ label, verb, match }) => {
      const property = entity.properties.find(({ name }) => name === match[2]);
      const fromTimes = property && timesOf(property);
      return { label, verb, from: entity.name, to: match[3], fromTimes, toTimes: '0,n', kept: false };
    });

function problemsOf({ entities, associations, words }) {
  const names = new Set(
    entities.flatMap(({ name, properties }) => [name, ...properties.map((one) => `${name}.${one.name}`)]),
  );
  const labels = new Set(associations.map(({ label }) => label));
  return [
    ...associations
      .filter(({ verb }) => !verb)
      .map(({ label }) => `${label} has no verb: add it to the Relations of its module's page`),
    ...associations
      .filter(({ to, fromTimes }) => !names.has(to) || !fromTimes)
      .map(({ label }) => `${label} points at nothing that exists`),
    ...[...words.verbs.keys()]
      .filter((label) => !labels.has(label))
      .map((label) => `${label} is no relation of any entity`),
    ...[...words.derived].filter((name) => !names.has(name)).map((name) => `${name}, called derived, does not exist`),
    ...[...words.places.keys()]
      .filter((name) => !names.has(name))
      .map((name) => `${name} has a place and does not exist`),
  ];
}

/** Joins what the entities declare with what the pages say; refuses where the two disagree. @returns {Concepts} */
export function conceive(entities, words) {
  const associations = entities.flatMap((entity) => [...keptBy(entity, words.verbs), ...looseBy(entity, words.verbs)]);
  const concepts = { entities, associations, words };
  const problems = problemsOf(concepts);
  if (problems.length > 0) throw new Error(`schema/model does not fit the entities:\n  ${problems.join('\n  ')}`);
  return concepts;
}

/** `RecordedEvent` as `RECORDED EVENT`. */
export const title = (name) => name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase();
