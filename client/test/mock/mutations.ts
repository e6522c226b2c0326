import type { LoginInput, UpdateProfileInput } from '@socle/schema/documents';
import type { MockUser } from './people.ts';
import { demand } from './lists.ts';
import { refusal, type MockContext, type MockState } from './state.ts';

/** The root mutations, over the mock's state. */
export function mutationsOf(state: MockState) {
  return { ...ownMutations(state), ...adminMutations(state) };
}

function member({ viewer, session }: MockContext) {
  if (!viewer || !session) throw refusal('UNAUTHENTICATED');
  return { viewer, session };
}

function ownMutations(state: MockState) {
  return {
    login({ input }: { input: LoginInput }) {
      const user = state.users.find(({ email, pseudo }) => input.identifier === email || input.identifier === pseudo);
      if (user?.password !== input.password) throw refusal('INVALID_CREDENTIALS');
      if (user.status === 'SUSPENDED') throw refusal('ACCOUNT_SUSPENDED');
      return { auth: state.issue(state.open(user)) };
    },
    refresh() {
      state.refreshes += 1;
      if (!state.cookie) throw refusal('UNAUTHENTICATED');
      return state.issue(state.alive(state.cookie));
    },
    logout(_: unknown, { session }: MockContext) {
      if (session) state.end(session.id);
      state.cookie = null;
      return session !== null;
    },
    confirmPassword({ password }: { password: string }, context: MockContext) {
      const { viewer, session } = member(context);
      if (viewer.password === password) return state.issue(session, true);
      throw refusal('BAD_USER_INPUT', {
        fields: [{ name: 'password', code: 'wrong_password', message: 'Not this one.' }],
      });
    },
    updateProfile: ({ input }: { input: UpdateProfileInput }, context: MockContext) =>
      Object.assign(member(context).viewer, input),
    revokeSession({ id }: { id: string }, context: MockContext) {
      member(context);
      state.end(id);
      return true;
    },
  };
}

function adminMutations(state: MockState) {
  const change = (id: string, context: MockContext, changes: Partial<MockUser>) => {
    demand(context, 'users:write');
    return Object.assign(state.user(id), changes);
  };
  const fresh = ({ session }: MockContext) => state.demandFresh(session);
  return {
    setUserRole({ userId, role }: { userId: string; role: string }, context: MockContext) {
      fresh(context);
      const scopes = state.roles.find(({ name }) => name === role)?.scopes ?? [];
      return change(userId, context, { role, scopes: [...scopes] });
    },
    suspendUser: ({ userId, reason }: { userId: string; reason: string }, context: MockContext) =>
      change(userId, context, { status: 'SUSPENDED', suspensionReason: reason }),
    reinstateUser: ({ userId }: { userId: string }, context: MockContext) =>
      change(userId, context, { status: 'ACTIVE', suspensionReason: null }),
    revokeUserSessions({ userId }: { userId: string }, context: MockContext) {
      demand(context, 'users:write');
      const theirs = state.sessions.filter((session) => session.userId === userId);
      for (const session of theirs) state.end(session.id);
      return theirs.length;
    },
    deleteUser({ userId }: { userId: string }, context: MockContext) {
      demand(context, 'users:delete');
      fresh(context);
      state.users = state.users.filter((user) => user.id !== userId);
      return true;
    },
  };
}
