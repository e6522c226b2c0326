import type { House } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import { userIdIn } from '#kernel/events.js';
import type { Erased } from '#kernel/ports.js';
import { toDate } from '#kernel/row.js';
import { destroyKeysOf } from '#modules/vault/index.js';
import { deletedPeople, everybody, findMark, keepMark } from './erasure.store.js';

/**
 * Erases again whom an older state of a database has brought back, before anything is served (catalogue V6). Costs one
 * comparison where the database and the ledger end with the same erasure.
 */
export async function replayLedger(house: House): Promise<void> {
  const { erasures, reader } = house.ports;
  const mark = await findMark(reader);
  if (erasures.newest() === mark) return;
  const erased = await erasures.read();
  if (mark !== null && !erased.knows(mark)) await completeLedger(house, erased);
  const people = await eraseAgain(house, erased);
  await destroyKeysOf(house, (id) => erased.has(id));
  await settle(house);
  if (people > 0) tell(house, people);
}

function tell({ announce, log }: House, people: number): void {
  log.warn({ event: 'erasure.replayed', people }, 'people who had been erased are erased again');
  announce(`People who had been erased, were in this older database and are erased again: ${people}.`);
}

/** The ledger is older than the database, or another one: what it lacks is in the journal. */
async function completeLedger({ announce, log, ports }: House, erased: Erased): Promise<void> {
  let lacking = 0;
  for await (const { subject, at } of deletedPeople(ports.reader)) {
    const userId = userIdIn(subject);
    if (!userId || erased.has(userId)) continue;
    ports.erasures.add(userId, toDate(at));
    lacking += 1;
  }
  log.error({ event: 'erasure.ledger_incomplete', lacking }, 'the ledger of erasures lacked entries');
  announce(
    `The ledger of erasures lacked ${lacking} entries that the journal knew. Was an older one brought back? See the runbook about erasure.`,
  );
}

/** Answers how many there were. */
async function eraseAgain({ open, ports }: House, erased: Erased): Promise<number> {
  let people = 0;
  for await (const userId of everybody(ports.reader)) {
    if (!erased.has(userId)) continue;
    const { change, services } = open({ requestId: newId() });
    if (await change((unit) => services.users.deleteAgain(unit, userId))) people += 1;
  }
  return people;
}

const settle = ({ open, ports }: House): Promise<void> =>
  open({ requestId: newId() }).change(async ({ sql }) => {
    const newest = ports.erasures.newest();
    if (newest !== null) await keepMark(sql, newest);
  });
