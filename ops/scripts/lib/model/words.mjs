import { existsSync, readFileSync } from 'node:fs';
import { inHouse } from '../house.mjs';

/**
 * What the entities cannot say, read out of the pages that people write.
 * @typedef {object} Words
 * @property {Map<string, string>} verbs     by `Entity.property`, or `Entity.property → Entity` where no key is kept
 * @property {Set<string>} derived           entities and `Entity.property` that are computed from others
 * @property {Map<string, [number, number]>} places   column and row in the drawing
 */

const relationRow = /^\| *`(\w+\.\w+)`(?: → `(\w+)`)? *\| *([^|]+?) *\|/;
const derivedItem = /^- `(\w+(?:\.\w+)?)`/;
const placeComment = /^<!-- place: (\w+) (\d+),(\d+) -->$/;

function section(text, title) {
  const [, body = ''] = text.split(new RegExp(`^## ${title}$`, 'm'));
  return body.split(/^## /m, 1)[0].split('\n');
}

const matches = (lines, pattern) => lines.map((line) => pattern.exec(line)).filter(Boolean);

/** @returns {Words} the words of one or more pages */
export function parseWords(text) {
  const relations = matches(section(text, 'Relations'), relationRow);
  return {
    verbs: new Map(relations.map(([, from, to, verb]) => [to ? `${from} → ${to}` : from, verb])),
    derived: new Set(matches(section(text, 'Derived'), derivedItem).map(([, name]) => name)),
    places: new Map(
      matches(text.split('\n'), placeComment).map(([, name, column, row]) => [name, [Number(column), Number(row)]]),
    ),
  };
}

function readPage(module) {
  const path = inHouse('schema', 'model', `${module}.md`);
  if (!existsSync(path))
    throw new Error(`the module ${module} keeps data and has no page yet: write schema/model/${module}.md`);
  return parseWords(readFileSync(path, 'utf8'));
}

/** @returns {Words} the words of every module that has entities */
export function readWords(entities) {
  const pages = [...new Set(entities.map(({ module }) => module))].map(readPage);
  return {
    verbs: new Map(pages.flatMap(({ verbs }) => [...verbs])),
    derived: new Set(pages.flatMap(({ derived }) => [...derived])),
    places: new Map(pages.flatMap(({ places }) => [...places])),
  };
}
