import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { inHouse, root } from '#scripts/house.mjs';
import { command, dim, red, say, seconds } from '#scripts/tell.mjs';
import { chosen, readArguments } from './lib/arguments.mjs';
import { measure } from './lib/measuring.mjs';
import { merged, readResult, worseRows, writeResult } from './lib/results.mjs';
import { publish } from './lib/published.mjs';
import { tableOf } from './lib/table.mjs';
import { rows } from './rows/index.mjs';

const latest = inHouse('ops', 'bench', 'results', 'latest.json');

/** The commit that is measured, with a mark where files differ from it. */
function commit() {
  try {
    return execFileSync('git', ['describe', '--always', '--abbrev=40', '--dirty=+'], {
      cwd: root,
      encoding: 'utf8',
    }).trim();
  } catch {
    return null;
  }
}

const circumstances = () => ({
  date: new Date().toISOString(),
  node: process.version,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  commit: commit(),
});

function tellComparison(file, before, now) {
  const worse = worseRows(before, now);
  for (const row of worse)
    say(
      red(`worse by ${Math.round(100 * row.worse)} %: ${row.name}, ${row.before.toFixed(2)} → ${row.now.toFixed(2)}`),
    );
  if (worse.length === 0) say(`Nothing got 20 % worse than in ${file}.`);
  return worse.length > 0 ? 1 : 0;
}

await command(async () => {
  const { row, compare, publish: isPublished } = readArguments(process.argv.slice(2));
  const wanted = chosen(rows, row);
  const before = compare === undefined ? null : readResult(compare);
  const begun = performance.now();
  const { date, ...machine } = circumstances();
  say(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, commit ${machine.commit ?? 'unknown'}`);
  const tell = (some) =>
    say(dim(`${seconds(performance.now() - begun).padStart(8)}  ${some.map(({ name }) => name).join(', ')}`));
  const measured = (await measure(wanted, tell)).map((figures) => ({ ...figures, date, commit: machine.commit }));
  const result = { date, ...machine, rows: measured };
  writeResult(latest, row !== undefined && existsSync(latest) ? merged(readResult(latest), result) : result);
  if (isPublished) publish(result);
  say(
    `\n${tableOf(measured).join('\n')}\n\nMeasured in ${seconds(performance.now() - begun)}; written to ops/bench/results/latest.json.`,
  );
  return before ? tellComparison(compare, before, result) : 0;
});
