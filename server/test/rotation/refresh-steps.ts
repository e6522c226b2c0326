import { expect } from 'vitest';
import type { Answer } from '#test/caller.js';
import { ask, refresh, type Refreshed } from '#test/threats/device.js';
import type { Account } from './account.js';
import type { Family, Presented } from './family.js';
import { DeviceStep, note, type Real } from './step.js';

/** Compares what the house answered to a refresh token with what it should, and keeps the tokens. */
function expectAnswer(
  family: Family,
  { data, code, errors }: Answer<Refreshed>,
  outcome: Presented,
  now: number,
): void {
  if (outcome === 'superseded') return expect(code).toBe('UNAVAILABLE');
  if (outcome !== 'rotated' && outcome !== 'same')
    return expect({ code, reason: errors[0]?.extensions.reason }).toEqual({ code: 'SESSION_ENDED', reason: outcome });
  expect(code).toBeNull();
  const tokens = data?.refresh ?? { accessToken: '', refreshToken: '', refreshTokenExpiresAt: '' };
  if (outcome === 'same') expect(tokens.refreshToken).toBe(family.held(family.generation).refreshToken);
  expect(tokens.refreshToken.split('.').slice(1, 3)).toEqual([family.id, String(family.generation)]);
  expect(Date.parse(tokens.refreshTokenExpiresAt)).toBe(family.idleEnd);
  family.hold(tokens, now);
}

/** Presents the refresh token of so many generations ago. */
export class Present extends DeviceStep {
  protected async act(family: Family, { now }: Account, real: Real): Promise<void> {
    const generation = family.generation - this.age;
    const answer = await refresh(real.house, family.held(generation).refreshToken);
    const outcome = family.present(generation, now);
    expectAnswer(family, answer, outcome, now);
    note(real, outcome);
  }
}

/** Presents one token three times at once: the first rotates, the others get the same successor. */
export class PresentTogether extends DeviceStep {
  protected async act(family: Family, { now }: Account, real: Real): Promise<void> {
    const { generation } = family;
    const { refreshToken } = family.held(generation);
    const answers = await Promise.all([1, 2, 3].map(() => refresh(real.house, refreshToken)));
    expect(new Set(answers.map(({ data }) => data?.refresh.refreshToken)).size).toBe(1);
    for (const answer of answers) expectAnswer(family, answer, family.present(generation, now), now);
    note(real, 'together');
  }
}

/** Calls with the access token of so many generations ago. */
export class Call extends DeviceStep {
  protected async act(family: Family, { now }: Account, real: Real): Promise<void> {
    const generation = family.generation - this.age;
    const answer = await ask(real.house, family.held(generation).accessToken);
    expect(answer).toBe(family.call(generation, now));
    note(real, answer);
  }
}
