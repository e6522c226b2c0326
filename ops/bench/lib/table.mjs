const number = (value) => {
  if (value === null || value === undefined) return '';
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
};

const figure = (value, unit) =>
  value === null ? '' : unit === '/s' ? `${number(value)} /s` : `${number(value)} ${unit}`;

/** Whether a row is where it should be. */
export function verdictOf({ judged, better, target, goal }) {
  if (target === null) return '';
  const reaches = (limit) => (better === 'more' ? judged >= limit : judged <= limit);
  if (reaches(goal)) return 'at the goal';
  return reaches(target) ? 'within the target' : 'MISSES THE TARGET';
}

const bound = (limit, better) => (limit === null ? '' : `${better === 'more' ? '≥' : '≤'} ${limit}`);

const columns = [
  ['row', ({ name }) => name],
  ['Socle', ({ ours, unit }) => figure(ours, unit)],
  ['reference', ({ theirs, unit }) => figure(theirs, unit)],
  ['ratio', ({ ratio }) => number(ratio)],
  ['target', ({ target, better }) => bound(target, better)],
  ['goal', ({ goal, better }) => bound(goal, better)],
  ['', (row) => row.verdict],
  ['rounds', ({ rounds, spread }) => `${rounds}, ± ${(100 * spread).toFixed(1)} %`],
];

/** The titles of the table, and below them the rows, cell by cell. */
export const cellsOf = (rows) => [
  columns.map(([title]) => title),
  ...rows.map((row) => columns.map(([, cell]) => cell(row))),
];

/** The rows as lines of a table. */
export function tableOf(rows) {
  const cells = cellsOf(rows);
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  const pad = (text, column) =>
    column === 0 || column > 5 ? text.padEnd(widths[column]) : text.padStart(widths[column]);
  return cells.map((line) => line.map(pad).join('  ').trimEnd());
}
