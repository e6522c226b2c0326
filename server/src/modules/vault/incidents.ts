import type { Unit } from '#kernel/context.js';
import { factsIn, type Facts, type NewEntry } from '#kernel/events.js';
import type { Reader } from '#kernel/ports.js';
import { butRefreshes } from '#kernel/recorded-event.entity.js';
import type { Damage } from './opened.js';

const subjectOf = (userId: string): string => `user:${userId}`;

const ofPerson = `from recorded_event where ${butRefreshes} and subject = ?`;
const lastSql = `select facts ${ofPerson} and type in ('vault.read', 'vault.changed', 'vault.tampered') order by seq desc limit 1`;

/** The incident that was there when this person's data were last looked at; undefined where nothing was wrong. */
async function lastIncident(sql: Reader, userId: string): Promise<string | undefined> {
  const row = await sql.one<{ facts: string }>(lastSql, [subjectOf(userId)]);
  return row && factsIn(row.facts)['incident'];
}

const keptSql = `select 1 ${ofPerson} and type = 'vault.changed' limit 1`;

/** True where something of this person was kept before. */
export const wasKept = async (sql: Reader, userId: string): Promise<boolean> =>
  (await sql.one(keptSql, [subjectOf(userId)])) !== undefined;

/** Records damage once, however often it is met while nothing about it changes. */
export async function recordDamage(unit: Unit, userId: string, damage: Damage | null): Promise<void> {
  if (!damage || (await lastIncident(unit.sql, userId)) === damage.incident) return;
  const { part, fields, incident } = damage;
  unit.record('vault.tampered', { subject: subjectOf(userId), facts: { part, fields: fields.join(','), incident } });
}

/** Records that a person saw or changed their data, and which incident still stands after it. */
export function recordLook(
  unit: Unit,
  type: 'vault.read' | 'vault.changed',
  userId: string,
  standing: Damage | null,
  facts: Facts = {},
): NewEntry {
  const incident = standing && { incident: standing.incident };
  return unit.record(type, { subject: subjectOf(userId), actorId: userId, facts: { ...facts, ...incident } });
}
