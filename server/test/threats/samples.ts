import { newId } from '#kernel/entity.js';
import { aSignUp, goodPassword } from '#test/builders.js';
import type { Answer, Caller } from '#test/caller.js';
import type { Person, TestHouse } from '#test/house.js';
import { makeToken } from './api-tokens.js';

/** Everybody whom one call of a sample can name. */
export interface Stage {
  readonly house: TestHouse;
  /** An administrator who prepares what must be there first. */
  readonly keeper: Person;
  /** Who calls, or, where that is a visitor, somebody else. */
  readonly actor: Person;
  /** Whose things are named where something can be somebody's own. */
  readonly owner: Person;
  /** Somebody to whom administrators do something. */
  readonly target: Person;
  /** A name for a role. */
  readonly role: string;
}

/** A call of a root field that does its work wherever it is allowed to. */
export interface Sample {
  readonly text: string;
  readonly variables?: (stage: Stage) => object | Promise<object>;
  /** What must be there first. */
  readonly given?: (stage: Stage) => Promise<unknown>;
  /** What the field answers beyond its rule, where it cannot do its work for anybody in a house that is in use. */
  readonly beyond?: string;
}

const makeRole = ({ keeper, role }: Stage): Promise<unknown> =>
  keeper.caller.send('mutation ($name: String!) { createRole(name: $name, description: "x", scopes: []) { name } }', {
    name: role,
  });

const grant = ({ keeper, target }: Stage): Promise<unknown> =>
  keeper.caller.send('mutation ($id: ID!) { grantScope(userId: $id, scope: "users:read") { id } }', { id: target.id });

const suspend = ({ keeper, target }: Stage): Promise<unknown> =>
  keeper.caller.send('mutation ($id: ID!) { suspendUser(userId: $id, reason: "x") { id } }', { id: target.id });

const ofTarget = ({ target }: Stage): object => ({ id: target.id });
const ofRole = ({ role }: Stage): object => ({ name: role });

/** A second session of the owner, by its id. */
async function sessionOf({ house, owner }: Stage): Promise<object> {
  const caller = await house.signIn(owner);
  const { data } = await caller.send<{ mySessions: { id: string; current: boolean }[] }>(
    '{ mySessions { id current } }',
  );
  return { id: data?.mySessions.find(({ current }) => current)?.id ?? newId() };
}

/** An archive that the owner asked for. */
async function exportOf({ house, owner }: Stage): Promise<object> {
  const caller = await house.signIn(owner);
  const { data } = await caller.send<{ requestDataExport: { id: string } }>('mutation { requestDataExport { id } }');
  return { id: data?.requestDataExport.id ?? newId() };
}

const change = { currentPassword: goodPassword, newPassword: 'eleven loud rivers under glass' };

/** One call of every root field, by its coordinate. */
export const samples: Record<string, Sample> = {
  'Query.accessOf': { text: 'query ($id: ID!) { accessOf(userId: $id) { allowed } }', variables: ofTarget },
  'Query.auditEvents': { text: '{ auditEvents(first: 1) { totalCount } }' },
  'Query.dataExport': { text: 'query ($id: ID!) { dataExport(id: $id) { id } }', variables: exportOf },
  'Query.explainAccess': {
    text: 'query ($id: ID!) { explainAccess(userId: $id, coordinate: "Query.me") { allowed } }',
    variables: ofTarget,
  },
  'Query.instance': { text: '{ instance { version } }' },
  'Query.me': { text: '{ me { id } }' },
  'Query.myApiTokens': { text: '{ myApiTokens { id } }' },
  'Query.myActivity': { text: '{ myActivity(first: 1) { totalCount } }' },
  'Query.myPersonalData': { text: '{ myPersonalData { city } }' },
  'Query.myPersonalDataReadings': { text: '{ myPersonalDataReadings { id } }' },
  'Query.myReplayedSessions': { text: '{ myReplayedSessions { id } }' },
  'Query.mySessions': { text: '{ mySessions { id } }' },
  'Query.newestDataExport': { text: '{ newestDataExport { id } }' },
  'Query.overview': { text: '{ overview { users } }' },
  'Query.roles': { text: '{ roles { name } }' },
  'Query.scopes': { text: '{ scopes { name } }' },
  'Query.user': { text: 'query ($id: ID!) { user(id: $id) { id } }', variables: ofTarget },
  'Query.userSessions': { text: 'query ($id: ID!) { userSessions(userId: $id) { id } }', variables: ofTarget },
  'Query.verifyAudit': { text: '{ verifyAudit { ok } }' },
  'Query.users': { text: '{ users(first: 1) { totalCount } }' },
  'Mutation.cancelDataExport': {
    text: 'mutation ($id: ID!) { cancelDataExport(id: $id) { status } }',
    variables: exportOf,
  },
  'Mutation.changePassword': {
    text: 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { accessToken } }',
    variables: () => ({ input: change }),
  },
  'Mutation.claimInstance': { text: 'mutation { claimInstance(token: "x") { id } }', beyond: 'BAD_USER_INPUT' },
  'Mutation.confirmPassword': {
    text: 'mutation ($password: String!) { confirmPassword(password: $password) { accessToken } }',
    variables: () => ({ password: goodPassword }),
  },
  'Mutation.createApiToken': {
    text: 'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }',
    variables: () => ({ input: { name: 'a program', scopes: [] } }),
  },
  'Mutation.createRole': {
    text: 'mutation ($name: String!) { createRole(name: $name, description: "x", scopes: ["users:read"]) { name } }',
    variables: ofRole,
  },
  'Mutation.deleteAccount': {
    text: 'mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) }',
    variables: ({ actor }) => ({ input: { password: goodPassword, confirmation: actor.pseudo } }),
  },
  'Mutation.deleteRole': {
    text: 'mutation ($name: String!) { deleteRole(name: $name) }',
    variables: ofRole,
    given: makeRole,
  },
  'Mutation.deleteUser': { text: 'mutation ($id: ID!) { deleteUser(userId: $id) }', variables: ofTarget },
  'Mutation.grantScope': {
    text: 'mutation ($id: ID!) { grantScope(userId: $id, scope: "users:read") { id } }',
    variables: ofTarget,
  },
  'Mutation.login': {
    text: 'mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }',
    variables: ({ owner }) => ({ input: { identifier: owner.pseudo, password: goodPassword } }),
  },
  'Mutation.logout': { text: 'mutation { logout }' },
  'Mutation.logoutEverywhere': { text: 'mutation { logoutEverywhere }' },
  'Mutation.refresh': { text: 'mutation { refresh { accessToken } }' },
  'Mutation.register': {
    text: 'mutation ($input: RegisterInput!) { register(input: $input) { confirmationSent } }',
    variables: () => ({ input: aSignUp() }),
  },
  'Mutation.reinstateUser': {
    text: 'mutation ($id: ID!) { reinstateUser(userId: $id) { id } }',
    variables: ofTarget,
    given: suspend,
  },
  'Mutation.requestDataExport': { text: 'mutation { requestDataExport { id } }' },
  'Mutation.revokeApiToken': {
    text: 'mutation ($id: ID!) { revokeApiToken(id: $id) }',
    variables: async ({ house, owner }) => ({ id: (await makeToken(await house.signIn(owner))).id }),
  },
  'Mutation.revokeScope': {
    text: 'mutation ($id: ID!) { revokeScope(userId: $id, scope: "users:read") { id } }',
    variables: ofTarget,
    given: grant,
  },
  'Mutation.revokeSession': { text: 'mutation ($id: ID!) { revokeSession(id: $id) }', variables: sessionOf },
  'Mutation.revokeUserSessions': {
    text: 'mutation ($id: ID!) { revokeUserSessions(userId: $id) }',
    variables: ofTarget,
  },
  'Mutation.setUserRole': {
    text: 'mutation ($id: ID!, $name: String!) { setUserRole(userId: $id, role: $name) { id } }',
    variables: ({ target, role }) => ({ id: target.id, name: role }),
    given: makeRole,
  },
  'Mutation.suspendUser': {
    text: 'mutation ($id: ID!) { suspendUser(userId: $id, reason: "x") { id } }',
    variables: ofTarget,
  },
  'Mutation.updatePersonalData': { text: 'mutation { updatePersonalData(input: { city: "Paris" }) { city } }' },
  'Mutation.updateProfile': { text: 'mutation { updateProfile(input: { bio: "new words" }) { id } }' },
  'Mutation.updateRole': {
    text: 'mutation ($name: String!) { updateRole(name: $name, scopes: ["users:read"]) { name } }',
    variables: ofRole,
    given: makeRole,
  },
};

let staged = 0;

/** A new stage: what the actor names is their own, unless an owner is given. */
export async function setStage(house: TestHouse, keeper: Person, actor: Person, owner = actor): Promise<Stage> {
  staged += 1;
  return { house, keeper, actor, owner, target: await house.person(), role: `role-${staged}` };
}

/** Prepares a sample's call; what it answers makes the call. */
export async function prepare({ text, variables, given }: Sample, stage: Stage) {
  await given?.(stage);
  const values = (await variables?.(stage)) ?? {};
  return (caller: Caller): Promise<Answer<Record<string, unknown>>> => caller.send(text, values);
}
