import { describe, expect, it } from 'vitest';
import { chosen, readArguments } from '../../bench/lib/arguments.mjs';
import { readAnswer } from '../../bench/lib/connection.mjs';
import { merged, worseRows } from '../../bench/lib/results.mjs';
import { play } from '../../bench/lib/rounds.mjs';
import { median, quantile, spread } from '../../bench/lib/statistics.mjs';
import { tableOf, verdictOf } from '../../bench/lib/table.mjs';

describe('the middle of some figures', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
    [[1, 1, 1, 1_000], 1],
  ])('of %j is %d', (figures, middle) => expect(median(figures)).toBe(middle));

  it('is known the better, the closer the figures lie and the more there are', () => {
    expect(spread([5, 5, 5, 5])).toBe(0);
    expect(spread([9, 10, 11])).toBeGreaterThan(spread([9.9, 10, 10.1]));
    expect(spread(Array(4).fill([9, 11]).flat())).toBeCloseTo(2 * spread(Array(16).fill([9, 11]).flat()), 10);
    expect(spread([9, 10, 11, 10])).toBeCloseTo((1.57 * 0.5) / 2 / 10, 10);
  });

  it('leaves the slowest answer in a hundred to the 99th percentile', () =>
    expect(quantile([...Array(100).keys(), 5_000], 0.99)).toBe(99));
});

/** Subjects that answer these figures, round by round. */
const subjectsOf = (figures) =>
  Object.fromEntries(
    Object.entries(figures).map(([name, values]) => {
      const rounds = values.values();
      return [name, { round: async () => rounds.next().value }];
    }),
  );

describe('the rounds', () => {
  const row = { ours: 'ours', reference: 'floor' };
  const limits = { least: 7, most: 9 };

  it('divide within each round, so that a machine that slows down changes nothing', async () => {
    const subjects = subjectsOf({ ours: [2, 4, 6, 8, 10, 12, 14], floor: [1, 2, 3, 4, 5, 6, 7] });
    const [result] = await play(subjects, [row], limits);
    expect(result).toEqual({ ours: 8, theirs: 4, ratio: 2, rounds: 7, spread: 0 });
  });

  it('go on until the ratio is known well enough, and no further than allowed', async () => {
    const restless = Array.from({ length: 40 }, (_, round) => (round % 2 === 0 ? 10 : 30));
    const subjects = subjectsOf({ ours: restless, floor: Array(40).fill(10) });
    const [result] = await play(subjects, [row], { ...limits, most: 12 });
    expect(result.rounds).toBe(12);
    expect(result.spread).toBeGreaterThan(0.02);
  });

  it('stop where their time is up, but not before the least', async () => {
    const subjects = subjectsOf({ ours: Array(40).fill([10, 30]).flat(), floor: Array(40).fill(10) });
    const [result] = await play(subjects, [row], { ...limits, withinMs: 0 });
    expect(result.rounds).toBe(7);
  });

  it('rest for a row that is settled while another goes on', async () => {
    const subjects = subjectsOf({
      ours: Array(9).fill(20),
      floor: Array(7).fill(10),
      peer: [10, 40, 10, 40, 10, 40, 10, 40, 10],
    });
    const results = await play(subjects, [row, { ours: 'ours', reference: 'peer' }], limits);
    expect(results.map(({ rounds }) => rounds)).toEqual([7, 9]);
    expect(results[0].ratio).toBe(2);
  });

  it('give a figure of its own where there is nothing to divide by', async () => {
    const perSecond = { ours: 'ours', figureOf: (microseconds) => 1e6 / microseconds };
    const [result] = await play(subjectsOf({ ours: Array(7).fill(2_000) }), [perSecond], limits);
    expect(result).toEqual({ ours: 500, theirs: null, ratio: null, rounds: 7, spread: 0 });
  });
});

const resultOf = (...rows) => ({ rows: rows.map((row) => ({ unit: 'µs', ours: 1, ratio: null, ...row })) });

describe('the comparison', () => {
  const before = resultOf({ name: 'me', ratio: 2 }, { name: 'memory', unit: 'MB', ours: 100 });

  it('names a row whose ratio got worse by 20 %', () => {
    const [worse, ...others] = worseRows(before, resultOf({ name: 'me', ratio: 2.4 }));
    expect(others).toEqual([]);
    expect(worse).toMatchObject({ name: 'me', before: 2, now: 2.4 });
    expect(worse.worse).toBeCloseTo(0.2, 10);
  });

  it.each([
    ['that got worse by 19 %', { name: 'me', ratio: 2.38 }],
    ['that got better', { name: 'me', ratio: 1 }],
    ['that is new', { name: 'refresh', ratio: 100 }],
    ['whose time changed and whose ratio did not', { name: 'me', ratio: 2, ours: 50 }],
  ])('lets a row pass %s', (_, row) => expect(worseRows(before, resultOf(row))).toEqual([]));

  it('holds memory against memory, which has no ratio', () => {
    const memory = { name: 'memory', unit: 'MB' };
    expect(worseRows(before, resultOf({ ...memory, ours: 121 })).map(({ name }) => name)).toEqual(['memory']);
    expect(worseRows(before, resultOf({ ...memory, ours: 119 }))).toEqual([]);
  });

  it('leaves seconds and rates to the machine of the day', () => {
    const rate = { name: 'refresh, per second and core', unit: '/s' };
    expect(worseRows(resultOf({ ...rate, ours: 900 }), resultOf({ ...rate, ours: 100 }))).toEqual([]);
  });
});

describe('one row of many', () => {
  const earlier = { date: 'then', ...resultOf({ name: 'me', ratio: 2 }, { name: 'login', ratio: 1.1 }) };

  it('takes the place of its earlier figures and leaves the others', () => {
    const result = merged(earlier, {
      date: 'now',
      ...resultOf({ name: 'login', ratio: 1.05 }, { name: 'new', ratio: 1 }),
    });
    expect(result.date).toBe('now');
    expect(result.rows.map(({ name, ratio }) => [name, ratio])).toEqual([
      ['me', 2],
      ['login', 1.05],
      ['new', 1],
    ]);
  });

  const rows = ['me ÷ floor', 'me ÷ peer', 'memory'].map((name) => ({ name }));
  const namesOf = (name) => chosen(rows, name).map((row) => row.name);

  it('is chosen by its name, or with others by how they start', () => {
    expect(namesOf('memory')).toEqual(['memory']);
    expect(namesOf('me ÷')).toEqual(['me ÷ floor', 'me ÷ peer']);
    expect(namesOf(undefined)).toHaveLength(3);
  });

  it.each(['login', ''])('is refused where none is called %j', (name) =>
    expect(() => namesOf(name)).toThrow(/no row is called[^]*me ÷ floor[^]*memory/),
  );
});

describe('the arguments', () => {
  it('are a row and an earlier result', () =>
    expect(readArguments(['--row', 'me', '--compare', 'old.json'])).toEqual({ row: 'me', compare: 'old.json' }));

  it.each([[['--rows', 'me']], [['me']], [['--row']], [['-x']]])('%j is refused', (args) =>
    expect(() => readArguments(args)).toThrow(),
  );
});

describe('the verdict', () => {
  const bounds = { target: 4, goal: 2 };
  it.each([
    [{ ...bounds, judged: 2 }, 'at the goal'],
    [{ ...bounds, judged: 4 }, 'within the target'],
    [{ ...bounds, judged: 4.1 }, 'MISSES THE TARGET'],
    [{ judged: 299, better: 'more', target: 300, goal: 1_000 }, 'MISSES THE TARGET'],
    [{ judged: 1_000, better: 'more', target: 300, goal: 1_000 }, 'at the goal'],
    [{ judged: 9, target: null, goal: null }, ''],
  ])('on %j is %j', (row, verdict) => expect(verdictOf(row)).toBe(verdict));

  it('stands in the row of the table, with both figures and how sure they are', () => {
    const figures = { ours: 120, theirs: 30, ratio: 4, rounds: 7, spread: 0.021 };
    const row = {
      name: 'me',
      unit: 'µs',
      ...figures,
      better: 'less',
      target: 4,
      goal: 2,
      verdict: 'within the target',
    };
    expect(tableOf([row])[1]).toMatch(/^me +120 µs +30\.0 µs +4\.00 +≤ 4 +≤ 2 +within the target +7, ± 2\.1 %$/);
  });
});

describe('an answer on the wire', () => {
  const bytes = (text) => Buffer.from(text);

  it('is read by its length, and not before it is whole', () => {
    const whole = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhällo'.replace('5', '6');
    expect(readAnswer(bytes(whole))).toMatchObject({ status: 200, text: 'hällo' });
    for (let end = 0; end < bytes(whole).length; end += 1) expect(readAnswer(bytes(whole).subarray(0, end))).toBe(null);
  });

  it('is read from its chunks', () => {
    const whole = 'HTTP/1.1 503 Busy\r\ntransfer-encoding: chunked\r\n\r\n4\r\nlate\r\n2\r\nr!\r\n0\r\n\r\n';
    expect(readAnswer(bytes(whole))).toMatchObject({ status: 503, text: 'later!' });
    for (let end = 0; end < whole.length; end += 1) expect(readAnswer(bytes(whole).subarray(0, end))).toBe(null);
  });
});
