import type { AuditOutcome } from '@socle/schema/documents';
import { NOW, type MockUser } from './people.ts';

/** An event as the mock keeps it. */
export interface MockEvent {
  readonly id: string;
  readonly number: number;
  readonly type: string;
  readonly outcome: AuditOutcome;
  readonly at: string;
  readonly actorId: string | null;
  readonly concernedId: string | null;
  readonly subject: string | null;
  readonly ipAddress: string | null;
  readonly details: readonly { readonly name: string; readonly value: string }[];
}

const HOUR_MS = 3_600_000;

/** One event, with whatever a test wants to be different. */
export const anEvent = (number: number, more: Partial<MockEvent> = {}): MockEvent => ({
  id: `0193cccc-0000-7000-8000-${String(number).padStart(12, '0')}`,
  number,
  type: 'session.opened',
  outcome: 'SUCCESS',
  at: new Date(NOW - (100 - number) * HOUR_MS).toISOString(),
  actorId: null,
  concernedId: null,
  subject: null,
  ipAddress: null,
  details: [],
  ...more,
});

/** A journal of 45 entries: sign-ins, some mistyped passwords, and one new role. */
export function aJournal([admin, ...others]: readonly MockUser[]): MockEvent[] {
  const memberOf = (number: number) => others[number % others.length];
  return Array.from({ length: 45 }, (_, index) => {
    const number = index + 1;
    const member = memberOf(number);
    if (number === 40)
      return anEvent(number, {
        type: 'user.role_changed',
        actorId: admin?.id ?? null,
        concernedId: member?.id ?? null,
        subject: `user:${member?.id}`,
        details: [
          { name: 'from', value: 'member' },
          { name: 'to', value: 'admin' },
        ],
      });
    if (number % 9 === 0)
      return anEvent(number, {
        type: 'login.failed',
        outcome: 'FAILURE',
        ipAddress: '203.0.113.0/24',
        details: [{ name: 'reason', value: 'wrong_password' }],
      });
    const actor = number % 5 === 0 ? admin : member;
    return anEvent(number, { actorId: actor?.id ?? null, subject: `session:0193bbbb-${number}` });
  });
}
