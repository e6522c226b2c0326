import { play } from './rounds.mjs';
import { Stage } from './stage.mjs';
import { verdictOf } from './table.mjs';

const finished = (
  { name, unit, reference = null, better = 'less', judged = reference ? 'ratio' : 'figure', target, goal },
  result,
) => {
  const judgedValue = judged === 'ratio' ? result.ratio : result.ours;
  const verdict = verdictOf({ judged: judgedValue, better, target, goal });
  return { name, unit, ...result, reference, better, target, goal, verdict };
};

/** Measures rows that stand on the same stage; what only other rows need is not started. */
async function measureScene({ subjects, limits }, rows) {
  await using stage = new Stage();
  const opened = {};
  for (const name of new Set(rows.flatMap(({ ours, reference }) => [ours, reference ?? ours])))
    opened[name] = await subjects[name](stage);
  return await play(opened, rows, limits);
}

/** Measures rows, scene by scene; `tell` hears each scene's rows as they come. Answers them in their own order. */
export async function measure(rows, tell = () => undefined) {
  const results = new Map();
  for (const [scene, together] of Map.groupBy(rows, (row) => row.scene)) {
    const figures = await measureScene(scene, together);
    for (const [index, row] of together.entries()) results.set(row, finished(row, figures[index]));
    tell(together.map((row) => results.get(row)));
  }
  return rows.map((row) => results.get(row));
}
