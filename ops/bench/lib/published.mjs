import { readFileSync, writeFileSync } from 'node:fs';
import { inHouse } from '#scripts/house.mjs';
import { writeResult } from './results.mjs';
import { cellsOf } from './table.mjs';

/** The result that the README shows, and that later runs can be compared with. */
export const published = inHouse('ops', 'bench', 'results', 'published.json');

const readme = inHouse('README.md');
const [begin, end] = ['<!-- bench: begin -->', '<!-- bench: end -->'];

const line = (cells) => `| ${cells.join(' | ')} |`;

/** What the README says of a result: when and where it was measured, and its table. */
export function sectionOf({ date, cpu, cores, node, rows }) {
  const [titles, ...cells] = cellsOf(rows);
  const table = [line(titles), line(titles.map(() => '---')), ...cells.map(line)];
  return `Measured on ${date.slice(0, 10)} by \`npm run bench\` on ${cores} cores of an ${cpu} with Node ${node.slice(1)}.\n\n${table.join('\n')}`;
}

/** A table as it was before it was made pretty. */
const plain = (text) => text.replaceAll(/ +(?=\|)|(?<=\|) +/g, ' ').replaceAll(/-+/g, '-');

/** Whether the README shows this result. */
export function isShown(result) {
  const shown = readFileSync(readme, 'utf8').split(begin)[1]?.split(end)[0] ?? '';
  return plain(shown).trim() === plain(sectionOf(result)).trim();
}

/** Keeps a result beside the bench and shows it in the README. */
export function publish(result) {
  const [before, rest = ''] = readFileSync(readme, 'utf8').split(begin);
  const after = rest.split(end)[1];
  if (after === undefined) throw new Error('the README has no place for the result of the bench');
  writeFileSync(readme, `${before}${begin}\n\n${sectionOf(result)}\n\n${end}${after}`);
  writeResult(published, result);
}
