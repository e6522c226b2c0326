import vocabulary from '@socle/schema/vocabulary.json' with { type: 'json' };
import { NOW, type MockUser } from './people.ts';
import { demand } from './lists.ts';
import type { MockRole } from './roles.ts';
import { refusal, type MockContext, type MockState } from './state.ts';

interface GrantArguments {
  readonly userId: string;
  readonly scope: string;
  readonly until?: string | null;
}

type RoleArguments = Pick<MockRole, 'name' | 'description' | 'scopes'>;

/** Some fields and their rules, as the real house has many. */
const RULES: Readonly<Record<string, string>> = {
  'Mutation.deleteUser': '[scope: users:delete] [fresh]',
  'Mutation.login': '[public]',
  'Mutation.updateProfile': '[member]',
  'Query.newerThanThisPage': '[scope: users:read]',
  'Query.users': '[scope: users:read]',
  'User.email': '[scope: users:read]',
};

/** Roles, grants and explanations, over the mock's state. */
export function rightsOf(state: MockState) {
  return { ...roleFields(state), ...grantFields(state) };
}

function roleFields(state: MockState) {
  const shown = (role: MockRole) => ({
    ...role,
    userCount: state.users.filter((user) => user.role === role.name).length,
  });
  const own = (name: string) => {
    const role = state.roles.find((candidate) => candidate.name === name);
    if (!role) throw refusal('NOT_FOUND');
    return role;
  };
  const enter = (context: MockContext, scopes: readonly string[]) => {
    demand(context, 'roles:write');
    state.demandFresh(context.session);
    for (const scope of scopes) demand(context, scope);
  };
  return {
    roles(_: unknown, context: MockContext) {
      demand(context, 'users:read');
      return state.roles.map(shown);
    },
    scopes: () => vocabulary.scopes.map((name) => ({ name, description: `The server says: ${name}.` })),
    createRole({ name, description, scopes }: RoleArguments, context: MockContext) {
      enter(context, scopes);
      if (state.roles.some((role) => role.name === name)) throw taken();
      const role = { name, description, scopes, builtIn: false };
      state.roles.push(role);
      return shown(role);
    },
    updateRole({ name, description, scopes }: RoleArguments, context: MockContext) {
      enter(context, [...own(name).scopes, ...scopes]);
      return shown(Object.assign(own(name), { description, scopes }));
    },
    deleteRole({ name }: { name: string }, context: MockContext) {
      enter(context, own(name).scopes);
      if (shown(own(name)).userCount > 0) throw refusal('CONFLICT', { reason: 'role_in_use' });
      state.roles = state.roles.filter((role) => role.name !== name);
      return true;
    },
  };
}

const taken = () => refusal('CONFLICT', { fields: [{ name: 'name', code: 'taken', message: 'It is taken.' }] });

function grantFields(state: MockState) {
  const enter = (context: MockContext, scope: string) => {
    demand(context, 'users:write');
    state.demandFresh(context.session);
    demand(context, scope);
  };
  return {
    grantScope({ userId, scope, until = null }: GrantArguments, context: MockContext) {
      enter(context, scope);
      const user = state.user(userId);
      const others = user.grants.filter((grant) => grant.scope !== scope);
      const scopes = [...new Set([...user.scopes, scope])];
      return Object.assign(user, { scopes, grants: [...others, { scope, until, grantedAt: instantOf(NOW) }] });
    },
    revokeScope({ userId, scope }: GrantArguments, context: MockContext) {
      enter(context, scope);
      const user = state.user(userId);
      const grants = user.grants.filter((grant) => grant.scope !== scope);
      return Object.assign(user, { grants, scopes: user.scopes.filter((held) => held !== scope) });
    },
    accessOf({ userId }: { userId: string }, context: MockContext) {
      demand(context, 'users:read');
      return Object.entries(RULES).map(([coordinate, rule]) => explain(state, state.user(userId), coordinate, rule));
    },
  };
}

const instantOf = (time: number) => new Date(time).toISOString();

function explain(state: MockState, user: MockUser, coordinate: string, rule: string) {
  const scope = /scope: ([^\]]+)/.exec(rule)?.[1];
  const held = user.status === 'ACTIVE' ? user.scopes : [];
  const missingScopes = scope && !held.includes(scope) ? [scope] : [];
  const passing = state.roles.filter(({ scopes }) => !scope || scopes.includes(scope));
  const isIn = user.status === 'ACTIVE' || rule === '[public]';
  return {
    coordinate,
    rule,
    missingScopes,
    allowed: isIn && missingScopes.length === 0,
    rolesThatPass: passing.map(({ name }) => name),
  };
}
