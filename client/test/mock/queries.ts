import type { UserFilter, UserOrder } from '@socle/schema/documents';
import { NOW, type MockUser } from './people.ts';
import { seededRandom } from './random.ts';
import { demand, pageOf, type PageArguments } from './lists.ts';
import type { MockContext, MockState } from './state.ts';

const DAY_MS = 86_400_000;

interface ListArguments extends PageArguments {
  readonly filter?: UserFilter | null;
  readonly order?: UserOrder | null;
}

/** The root queries, over the mock's state. */
export function queriesOf(state: MockState) {
  return {
    me: (_: unknown, { viewer }: MockContext) => viewer,
    instance: () => ({
      version: '0.1.0',
      registration: 'OPEN',
      passwordMinLength: 15,
      deletionGraceDays: 0,
      claimable: false,
    }),
    mySessions: (_: unknown, context: MockContext) => sessionsOf(state, context.viewer?.id ?? '', context),
    myReplayedSessions: (_: unknown, { viewer }: MockContext) =>
      state.replayed.filter(({ userId }) => userId === viewer?.id),
    userSessions({ userId }: { userId: string }, context: MockContext) {
      demand(context, 'users:read');
      return sessionsOf(state, state.user(userId).id, context);
    },
    users(args: ListArguments, context: MockContext) {
      demand(context, 'users:read');
      return list(state.users, args);
    },
    user({ id }: { id: string }, context: MockContext) {
      demand(context, 'users:read');
      return state.users.find((user) => user.id === id) ?? null;
    },
    overview(_: unknown, context: MockContext) {
      demand(context, 'users:read');
      return overviewOf(state);
    },
  };
}

function sessionsOf(state: MockState, userId: string, { session }: MockContext) {
  return state.sessions
    .filter((candidate) => candidate.userId === userId)
    .map((candidate) => ({ ...candidate, current: candidate.id === session?.id }));
}

function list(users: readonly MockUser[], args: ListArguments) {
  const found = users.filter((user) => matches(user, args.filter)).sort(comparing(args.order));
  return pageOf(found, args, (user) => user);
}

function matches(user: MockUser, filter: UserFilter | null | undefined): boolean {
  const search = filter?.search?.toLowerCase();
  if (filter?.role && user.role !== filter.role) return false;
  if (filter?.status && user.status !== filter.status) return false;
  return !search || user.email === search || user.pseudo.split(/[._-]/).some((word) => word.startsWith(search));
}

function comparing(order: UserOrder | null | undefined): (a: MockUser, b: MockUser) => number {
  const keys = { CREATED_AT: 'createdAt', PSEUDO: 'pseudo', LAST_SEEN_AT: 'lastSeenAt' } as const;
  const key = keys[order?.by ?? 'CREATED_AT'];
  const sign = order?.direction === 'ASC' ? 1 : -1;
  return (a, b) => sign * (a[key] ?? '').localeCompare(b[key] ?? '');
}

function overviewOf(state: MockState) {
  const byDay = (seed: number) => (args: { days: number }) => daysOf(args.days, seededRandom(seed));
  return {
    users: state.users.length,
    activeSessions: state.sessions.length,
    loginsLast24h: 31,
    failedLoginsLast24h: 2,
    backups: {
      lastMadeAt: new Date(NOW - 3 * 3_600_000).toISOString(),
      lastProvenAt: new Date(NOW - 2 * DAY_MS).toISOString(),
      late: false,
    },
    registrationsByDay: byDay(7),
    loginsByDay: byDay(11),
  };
}

function daysOf(days: number, random: () => number) {
  return Array.from({ length: days }, (_, index) => ({
    day: new Date(NOW - (days - 1 - index) * DAY_MS).toISOString().slice(0, 10),
    count: Math.floor(random() * 20),
  }));
}
