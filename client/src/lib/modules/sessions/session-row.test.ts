import { screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { stage } from '../../../../test/ui/stage.ts';
import SessionRow from './SessionRow.svelte';

const HOUR_MS = 3_600_000;

function aSession(ageMs: number, current = false) {
  const createdAt = new Date(Date.now() - ageMs).toISOString();
  const times = { createdAt, lastUsedAt: createdAt, expiresAt: new Date(Date.now() + HOUR_MS).toISOString() };
  return { id: 's1', deviceName: 'Firefox on Linux', ipAddress: '203.0.113.7', current, ...times };
}

const isNew = () => screen.queryByText('New since yesterday') !== null;

describe('the row of a session', () => {
  it.each([
    ['another device of one’s own, opened an hour ago', aSession(HOUR_MS), true],
    ['another device of one’s own, opened two days ago', aSession(48 * HOUR_MS), false],
    ['this device', aSession(0, true), false],
  ])('%s', (_, session, expected) => {
    stage(SessionRow, { session, onend: vi.fn() });
    expect(isNew()).toBe(expected);
  });

  it('of somebody else is never called new', () => {
    stage(SessionRow, { session: aSession(HOUR_MS) });
    expect(isNew()).toBe(false);
  });
});
