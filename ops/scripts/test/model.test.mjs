import { describe, expect, it } from 'vitest';
import { conceive, title } from '../lib/model/concepts.mjs';
import { conceptualPages } from '../lib/model/mcd.mjs';
import { logicalPages } from '../lib/model/mld.mjs';
import { layOut } from '../lib/model/mpd.mjs';
import { parseWords } from '../lib/model/words.mjs';

const property = (name, more = {}) => ({
  name,
  column: name,
  type: 'text',
  nullable: false,
  primary: false,
  unique: false,
  single: false,
  ...more,
});

const id = property('id', { primary: true, type: 'uuid' });
const points = (name, more) => property(name, { column: `${name}_id`, target: 'Person', ...more });

const entities = [
  {
    name: 'Person',
    table: 'person',
    module: 'people',
    properties: [id, property('name'), property('nameKey', { unique: true })],
  },
  {
    name: 'Note',
    table: 'note',
    module: 'notes',
    properties: [id, points('author'), points('reader', { nullable: true })],
  },
  { name: 'Secret', table: 'secret', module: 'notes', properties: [points('owner', { primary: true, single: true })] },
  { name: 'PastFact', table: 'past_fact', module: 'notes', properties: [id, property('about', { nullable: true })] },
];

const page = `# notes

<!-- place: Note 2,0 -->

## Relations

| Relation              | Verb     | In words            |
| --------------------- | -------- | ------------------- |
| \`Note.author\`       | writes   | a person writes     |
| \`Note.reader\`       | reads    | a person reads      |
| \`Secret.owner\`      | keeps    | a person keeps      |
| \`PastFact.about\` → \`Person\` | is remembered in | no key |

## Derived

- \`Person.nameKey\`: the name as it is compared.

## Events

| \`not.arelation\` | here | |
`;

const words = parseWords(page);
const textOf = (pages, name) => pages.find((one) => one.name === name).text;

describe('the words of a page', () => {
  it('are its relations, what it calls derived and where things are drawn', () => {
    expect([...words.verbs]).toEqual([
      ['Note.author', 'writes'],
      ['Note.reader', 'reads'],
      ['Secret.owner', 'keeps'],
      ['PastFact.about → Person', 'is remembered in'],
    ]);
    expect([...words.derived]).toEqual(['Person.nameKey']);
    expect(words.places.get('Note')).toEqual([2, 0]);
  });
});

describe('the concepts', () => {
  it('have the times that the columns allow', () => {
    const times = conceive(entities, words).associations.map(({ verb, fromTimes, toTimes }) => [
      verb,
      fromTimes,
      toTimes,
    ]);
    expect(times).toEqual([
      ['writes', '1,1', '0,n'],
      ['reads', '0,1', '0,n'],
      ['keeps', '(1,1)', '0,1'],
      ['is remembered in', '0,1', '0,n'],
    ]);
  });

  it('are refused where page and entities disagree, every disagreement at once', () => {
    const wrong = parseWords(
      '## Relations\n\n| `Note.author` | writes | |\n| `Note.gone` | loses | |\n\n## Derived\n\n- `Nobody`: no.\n',
    );
    const refusal = () => conceive(entities, wrong);
    expect(refusal).toThrow('Note.reader has no verb');
    expect(refusal).toThrow('Note.gone is no relation of any entity');
    expect(refusal).toThrow('Nobody, called derived, does not exist');
  });

  it('are written in capitals, word by word', () => {
    expect(title('RecordedEvent')).toBe('RECORDED EVENT');
  });
});

describe('the pages', () => {
  const concepts = conceive(entities, words);

  it('draw entities without keys of others and without what is derived', () => {
    const drawing = textOf(conceptualPages(concepts), 'mcd.svg');
    expect(drawing).toContain('>PAST FACT<');
    expect(drawing).toContain('>writes<');
    expect(drawing).toContain('text-decoration="underline">id<');
    expect(drawing).not.toContain('nameKey');
    expect(drawing).not.toContain('>about');
  });

  it('mark primary and foreign keys in the relational notation', () => {
    const text = textOf(logicalPages(concepts), 'mld.md');
    expect(text).toContain('**NOTE**(<ins>**id**</ins>, #author\\_id, #reader\\_id?)');
    expect(text).toContain('**SECRET**(<ins>**#owner\\_id**</ins>)');
    expect(text).toContain('person ||--o{ note : "writes"');
    expect(text).toContain('person |o--o{ note : "reads"');
    expect(text).toContain('person ||--o| secret : "keeps"');
  });

  it('lay a statement out with one definition a line', () => {
    expect(layOut('CREATE TABLE t (a text, b text, primary key (a, b))')).toBe(
      'CREATE TABLE t (\n  a text,\n  b text,\n  primary key (a, b)\n);',
    );
  });
});
