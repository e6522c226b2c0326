import { mkdirSync, writeFileSync } from 'node:fs';
import { measureMe } from './rows/me.mjs';

const rows = [await measureMe()];
const number = (value) => value.toFixed(value < 10 ? 2 : 0);

for (const { row, ours, unit, reference, theirs, ratio, target, goal } of rows) {
  const verdict = ratio <= goal ? 'at the goal' : ratio <= target ? 'within the target' : 'above the target';
  console.log(
    `${row}: ${number(ours)} ${unit}; ${reference}: ${number(theirs)}; ratio ${number(ratio)} (target ≤ ${target}, goal ≤ ${goal}): ${verdict}`,
  );
}

const folder = new URL('./results/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(
  new URL('latest.json', folder),
  `${JSON.stringify({ at: new Date().toISOString(), node: process.version, rows }, null, 2)}\n`,
);
