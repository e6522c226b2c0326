import { median, spread } from './statistics.mjs';

/** Until the median of every ratio is known this well, within these bounds. */
const bounds = { least: 5, most: 15, spread: 0.025 };

/** The ratio of each round that both were in; where there is no reference, the figures. */
function valuesOf({ ours, reference }, figures) {
  if (!reference) return figures[ours];
  const together = Math.min(figures[ours].length, figures[reference].length);
  return figures[ours].slice(0, together).map((figure, round) => figure / figures[reference][round]);
}

function isSettled(row, figures, { least, spread: wanted }) {
  const values = valuesOf(row, figures);
  return values.length >= least && spread(values) <= wanted;
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
  const { most, ...rest } = { ...bounds, ...limits };
  const figures = Object.fromEntries(namesOf(rows).map((name) => [name, []]));
  for (const name of namesOf(rows)) await subjects[name].warmUp?.();
  let open = rows;
  for (let round = 0; round < most && open.length > 0; round += 1) {
    for (const name of namesOf(open)) figures[name].push(await subjects[name].round());
    open = open.filter((row) => !isSettled(row, figures, rest));
  }
  return rows.map((row) => resultOf(row, figures));
}
