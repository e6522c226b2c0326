// Catalogue: T11.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { operation, scenario, scenarios, type Cast } from '#test/scenario.js';
import { mustRefresh, openDevice, refresh } from '#test/threats/device.js';

const ReplayedDocument = operation<{ myReplayedSessions: { deviceName: string; endedAt: string }[] }>(
  '{ myReplayedSessions { id deviceName ipAddress createdAt endedAt } }',
);

/** A device of the member's whose used-up token somebody presents again. */
async function replay({ house, member }: Cast): Promise<void> {
  const stolen = await openDevice(house, member.id);
  const next = await mustRefresh(house, stolen.refreshToken);
  await mustRefresh(house, next.refreshToken);
  expect((await refresh(house, stolen.refreshToken)).code).toBe('SESSION_ENDED');
}

function lettersTo(house: Cast['house'], address: string): string[] {
  const folder = join(house.folder, 'outbox');
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((letter) => letter.includes(`To: ${address}`));
}

scenarios('myReplayedSessions', [
  scenario({
    name: 'shows the device that was signed out, and its owner has a letter about it',
    as: 'member',
    given: replay,
    operation: ReplayedDocument,
    variables: {},
    expect: ({ data }, { house, member, other }) => {
      expect(data?.myReplayedSessions).toMatchObject([{ deviceName: 'device' }]);
      const letters = lettersTo(house, member.email);
      expect(letters).toHaveLength(1);
      expect(letters[0]).toContain('Subject: A device of yours was signed out');
      expect(letters[0]).toContain('http://localhost:4000/account/security');
      expect(lettersTo(house, other.email)).toEqual([]);
    },
    events: [],
  }),
  scenario({
    name: 'shows nobody else’s',
    as: 'other',
    given: replay,
    operation: ReplayedDocument,
    variables: {},
    expect: ({ data }) => expect(data?.myReplayedSessions).toEqual([]),
    events: [],
  }),
  scenario({
    name: 'forgets after 30 days',
    as: 'member',
    given: async (cast) => {
      await replay(cast);
      cast.house.clock.advance(31 * 86_400_000);
      cast.member.caller.accessToken = (await openDevice(cast.house, cast.member.id)).accessToken;
    },
    operation: ReplayedDocument,
    variables: {},
    expect: ({ data }) => expect(data?.myReplayedSessions).toEqual([]),
    events: [],
  }),
  scenario({
    name: 'asks a visitor to sign in',
    as: 'visitor',
    operation: ReplayedDocument,
    variables: {},
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
]);
