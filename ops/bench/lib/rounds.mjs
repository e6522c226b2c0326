import { median, spread } from './statistics.mjs';

/** Until the median of every ratio is known this well, and no longer than this many rounds or, after the least, this time. */
const bounds = { least: 15, most: 200, spread: 0.02, withinMs: 20_000 };

/** The ratio of each round that both were in; where there is no reference, the figures. */
function valuesOf({ ours, reference }, figures) {
  if (!reference) return figures[ours];
  const together = Math.min(figures[ours].length, figures[reference].length);
  return figures[ours].slice(0, together).map((figure, round) => figure / figures[reference][round]);
}

function resultOf(row, figures) {
  const { ours, reference, figureOf = (value) => value } = row;
  const values = valuesOf(row, figures);
  return {
    ours: figureOf(median(figures[ours])),
    theirs: reference ? median(figures[reference]) : null,
    ratio: reference ? median(values) : null,
    rounds: values.length,
    spread: spread(values),
  };
}

const namesOf = (rows) => [...new Set(rows.flatMap(({ ours, reference }) => [reference, ours]).filter(Boolean))];

/**
 * Measures subjects in turn, round by round, so that whatever the machine does meanwhile meets each of them. A row that
 * has settled rests; answers the result of each row.
 */
export async function play(subjects, rows, limits = {}) {
  const { least, most, spread: wanted, withinMs } = { ...bounds, ...limits };
  const end = performance.now() + withinMs;
  const figures = Object.fromEntries(namesOf(rows).map((name) => [name, []]));
  for (const name of namesOf(rows)) await subjects[name].warmUp?.();
  let open = rows;
  for (let round = 0; open.length > 0; round += 1) {
    if (round >= most || (round >= least && performance.now() > end)) break;
    for (const name of namesOf(open)) figures[name].push(await subjects[name].round());
    open = open.filter((row) => round + 1 < least || spread(valuesOf(row, figures)) > wanted);
  }
  return rows.map((row) => resultOf(row, figures));
}
