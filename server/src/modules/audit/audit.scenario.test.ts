import { expect } from 'vitest';
import { operation, outsiders, refusedTo, scenario, scenarios, aboutFields, type Cast } from '#test/scenario.js';
import { acts } from '#test/threats/acts.js';

interface Events {
  readonly auditEvents: {
    readonly totalCount: number;
    readonly edges: readonly { readonly node: Record<string, unknown> }[];
  };
}

const list = operation<Events, { filter?: object; first?: number }>(
  `query ($filter: AuditFilter, $first: Int) {
    auditEvents(first: $first, filter: $filter) {
      totalCount
      edges {
        node { id number type outcome at actedBy subject ipAddress requestId
          actor { id pseudo } concerned { id pseudo } details { name value } }
      }
    }
  }`,
);
const verify = operation<{ verifyAudit: Record<string, unknown> }>(
  '{ verifyAudit { ok checkedEvents firstBadId reason fault fromNumber toNumber } }',
);
const mine = operation<{ myActivity: Events['auditEvents'] }, { refreshes?: boolean; first?: number }>(
  `query ($refreshes: Boolean, $first: Int) {
    myActivity(refreshes: $refreshes, first: $first) {
      totalCount
      edges { node { type actedBy subject ipAddress actor { id } concerned { id } details { name value } } }
    }
  }`,
);

const giveRole = ({ admin, member }: Cast) => acts.setRole(admin, member, 'admin');
const typesIn = (connection: Events['auditEvents'] | undefined) => connection?.edges.map(({ node }) => node['type']);

scenarios('auditEvents', [
  scenario({
    name: 'tells who did what to whom, with its facts',
    as: 'admin',
    operation: list,
    variables: { filter: { type: 'user.role_changed' }, first: 1 },
    given: giveRole,
    expect: ({ data }, { admin, member }) =>
      expect(data?.auditEvents.edges[0]?.node).toMatchObject({
        type: 'user.role_changed',
        outcome: 'SUCCESS',
        actedBy: 'YOU',
        subject: `user:${member.id}`,
        ipAddress: null,
        actor: { id: admin.id, pseudo: admin.pseudo },
        concerned: { id: member.id, pseudo: member.pseudo },
        details: [
          { name: 'from', value: 'member' },
          { name: 'to', value: 'admin' },
        ],
      }),
    events: [],
  }),
  scenario({
    name: 'narrows to a person, whoever acted',
    as: 'admin',
    operation: list,
    variables: ({ member }) => ({ filter: { personId: member.id } }),
    given: giveRole,
    expect: ({ data }) =>
      expect(typesIn(data?.auditEvents)).toEqual(['user.role_changed', 'session.opened', 'user.registered']),
    events: [],
  }),
  scenario({
    name: 'somebody who is gone is no longer named, and the event stays',
    as: 'admin',
    operation: list,
    variables: ({ other }) => ({ filter: { subject: `user:${other.id}`, type: 'user.deleted' } }),
    given: ({ admin, other }) => acts.remove(admin, other),
    expect: ({ data }, { other }) =>
      expect(data?.auditEvents.edges[0]?.node).toMatchObject({ concerned: null, subject: `user:${other.id}` }),
    events: [],
  }),
  scenario({
    name: 'a stranger is a network',
    as: 'admin',
    operation: list,
    variables: { filter: { outcome: 'FAILURE', type: 'login.failed' }, first: 1 },
    given: ({ house }) =>
      house
        .visitor()
        .send(
          'mutation { login(input: { identifier: "nobody.at.all", password: "a password of nobody" }) { auth { user { id } } } }',
        ),
    expect: ({ data }) =>
      expect(data?.auditEvents.edges[0]?.node).toMatchObject({
        actedBy: 'NOBODY',
        actor: null,
        subject: null,
        ipAddress: '127.0.0.0/24',
      }),
    events: [],
  }),
  scenario({
    name: 'more than a page is refused',
    as: 'admin',
    operation: list,
    variables: { first: 101 },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('first:out_of_range'),
    events: [],
  }),
  scenario({
    name: 'a filter that is too long is refused',
    as: 'admin',
    operation: list,
    variables: { filter: { subject: 'x'.repeat(201) } },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('subject:too_long'),
    events: [],
  }),
  ...outsiders.map((who) =>
    scenario({ name: `a ${who} may not`, ...refusedTo(who), operation: list, variables: { first: 1 } }),
  ),
]);

scenarios('verifyAudit', [
  scenario({
    name: 'holds, and leaves no event of its own',
    as: 'admin',
    operation: verify,
    variables: {},
    expect: ({ data }) =>
      expect(data?.verifyAudit).toMatchObject({ ok: true, firstBadId: null, reason: null, fault: null }),
    events: [],
  }),
  ...outsiders.map((who) =>
    scenario({ name: `a ${who} may not`, ...refusedTo(who), operation: verify, variables: {} }),
  ),
]);

scenarios('myActivity', [
  scenario({
    name: 'is what one did and what was done to one, without a name of another',
    as: 'member',
    operation: mine,
    variables: {},
    given: async ({ admin, member, house }) => {
      await house.signIn(member);
      await acts.grant(admin, member, 'users:read');
    },
    expect: ({ data }, { admin, member }) => {
      expect(typesIn(data?.myActivity)).toEqual([
        'user.scope_granted',
        'session.opened',
        'session.opened',
        'user.registered',
      ]);
      expect(data?.myActivity.totalCount).toBe(4);
      expect(data?.myActivity.edges[0]?.node).toMatchObject({
        actedBy: 'SOMEBODY_ELSE',
        actor: null,
        subject: `user:${member.id}`,
        details: expect.arrayContaining([{ name: 'scope', value: 'users:read' }]) as unknown,
      });
      expect(JSON.stringify(data)).not.toContain(admin.id);
    },
    events: [],
  }),
  scenario({
    name: 'leaves the refreshes out where asked to',
    as: 'member',
    operation: mine,
    variables: { refreshes: false },
    given: ({ member }) => member.caller.send('mutation { refresh { accessToken } }'),
    expect: ({ data }) => expect(typesIn(data?.myActivity)).toEqual(['session.opened', 'user.registered']),
    events: [],
  }),
  scenario({
    name: 'of an administrator names nobody whom they acted on',
    as: 'admin',
    operation: mine,
    variables: {},
    given: ({ admin, other }) => acts.suspend(admin, other),
    expect: ({ data }, { other }) => {
      expect(typesIn(data?.myActivity)?.slice(0, 2)).toEqual(['session.ended', 'user.suspended']);
      expect(data?.myActivity.edges[0]?.node).toMatchObject({ actedBy: 'YOU', subject: null, concerned: null });
      expect(JSON.stringify(data)).not.toContain(other.id);
    },
    events: [],
  }),
  scenario({
    name: 'is nothing of a visitor',
    as: 'visitor',
    operation: mine,
    variables: { first: 1 },
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
]);
