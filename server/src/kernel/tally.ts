import { defineEntity, p, type TriggerDef } from '@mikro-orm/core';
import type { Reader } from './ports.js';
import { startingWith } from './row.js';

/** A figure that is kept instead of counted: how many rows of a table there are in each of its parts. */
export const TallyEntry = defineEntity({
  name: 'TallyEntry',
  tableName: 'tally',
  properties: { name: p.string().primary(), part: p.string().primary(), n: p.integer() },
});

const add = (name: string, part: string): string =>
  `insert into tally (name, part, n) select '${name}', ${part}, 1 where ${part} is not null on conflict (name, part) do update set n = tally.n + 1;`;
const subtract = (name: string, part: string): string =>
  `update tally set n = n - 1 where name = '${name}' and part = ${part};`;

/**
 * The triggers that keep a tally true, whoever changes the table and however, in the same transaction. `part` is the SQL
 * of the part that a row falls into; rows for which it is null are not counted.
 */
export function tallyTriggers(name: string, part: (row: 'new' | 'old') => string): TriggerDef[] {
  const [before, after] = [part('old'), part('new')];
  const timing = 'after';
  return [
    { name: `${name}_tally_more`, timing, events: ['insert'], body: add(name, after) },
    {
      name: `${name}_tally_move`,
      timing,
      events: ['update'],
      when: `${before} is distinct from ${after}`,
      body: `${subtract(name, before)} ${add(name, after)}`,
    },
    { name: `${name}_tally_less`, timing, events: ['delete'], body: subtract(name, before) },
  ];
}

const partsSql = 'select part, n from tally where name = ? and part >= ? and part < ?';
const [first, afterLast] = startingWith('');

/** The parts of a tally between two of them (the second left out), with their figures. */
export async function tallied(
  reader: Reader,
  name: string,
  from = first,
  before = afterLast,
): Promise<Map<string, number>> {
  const rows = await reader.all<{ part: string; n: number | string }>(partsSql, [name, from, before]);
  return new Map(rows.map(({ part, n }) => [part, Number(n)]));
}
