import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A ratio that got worse by this much or more is named. */
const tolerated = 0.2;

/** What can be held against another run: ratios, and memory. Rates and seconds are the machine's of that day. */
function comparable({ ratio, ours, unit }) {
  if (ratio !== null) return ratio;
  return unit === 'MB' ? ours : null;
}

/** How much worse each row of the one result is in the other, as a share; only rows that got worse by 20 % or more. */
export function worseRows(before, now) {
  const earlier = new Map(before.rows.map((row) => [row.name, comparable(row)]));
  return now.rows
    .filter(({ name }) => typeof earlier.get(name) === 'number')
    .map((row) => ({ name: row.name, before: earlier.get(row.name), now: comparable(row) }))
    .map((row) => ({ ...row, worse: row.now / row.before - 1 }))
    .filter(({ worse }) => worse >= tolerated - 1e-9);
}

/** Puts new rows in the place of their earlier figures and leaves the others as they are. */
export function merged(earlier, result) {
  const fresh = new Map(result.rows.map((row) => [row.name, row]));
  const kept = (earlier?.rows ?? []).map((row) => fresh.get(row.name) ?? row);
  const known = new Set(kept.map(({ name }) => name));
  return { ...result, rows: [...kept, ...result.rows.filter(({ name }) => !known.has(name))] };
}

/** Reads a result; throws a sentence where it is none. */
export function readResult(file) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`there is no file ${file} to read`);
  }
  try {
    const result = JSON.parse(text);
    if (Array.isArray(result.rows)) return result;
  } catch {
    // Said below.
  }
  throw new Error(`${file} is no result of the bench`);
}

export function writeResult(file, result) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
}
