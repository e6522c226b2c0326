import type { GraphQLSchema } from 'graphql';
import { describeAccess, type AccessRule, type AccessRules } from '#kernel/access.js';
import type { AddressLimit } from '#kernel/limits.js';
import { allBuiltInRoles } from '#modules/users/index.js';
import { rootFields } from '#platform/graphql/access.js';
import { secretArgumentOf } from '#platform/graphql/limits.js';

/** Who asks: a column of the permission matrix. */
export interface Asker {
  readonly name: string;
  /** What they hold; null where nobody is signed in. */
  readonly scopes: readonly string[] | null;
  /** They name something that belongs to another person. */
  readonly namesOthers?: true;
  readonly suspended?: true;
  /** A program with an API token of theirs that holds every scope they do. */
  readonly byToken?: true;
}

/** What a root field answers somebody: nothing to refuse (null), or the code of the refusal. */
export interface Cell {
  readonly code: string | null;
  readonly requires: readonly string[];
}

/** A root field, its rule, and what it answers to each asker, by the asker's name. */
export interface PermissionRow {
  readonly coordinate: string;
  readonly rule: AccessRule;
  readonly cells: ReadonlyMap<string, Cell>;
}

/** Everybody whom the matrix tells apart, in the order of its columns. */
export function askers(): readonly Asker[] {
  const [member, ...others] = allBuiltInRoles()
    .toSorted(({ scopes }, other) => scopes.length - other.scopes.length)
    .map(({ name, scopes }): Asker => ({ name, scopes }));
  if (!member) throw new Error('there is no built-in role');
  return [
    { name: 'visitor', scopes: null },
    member,
    { ...member, name: `other ${member.name}`, namesOthers: true },
    ...others,
    { ...(others.at(-1) ?? member), name: 'API token', byToken: true },
    { name: 'suspended', scopes: [], suspended: true },
  ];
}

/** Fields without a rule to hold anybody off that still look at who comes, and what they answer. */
const doors: Record<string, Record<string, string>> = {
  'Mutation.login': { suspended: 'ACCOUNT_SUSPENDED' },
  'Mutation.refresh': { visitor: 'UNAUTHENTICATED', 'API token': 'UNAUTHENTICATED', suspended: 'SESSION_ENDED' },
  'Query.me': { suspended: 'SESSION_ENDED' },
};

function refusalOf(
  { who, scope, own, fresh }: AccessRule,
  { scopes, suspended, namesOthers, byToken }: Asker,
): string | null {
  if (who === 'public') return null;
  if (!scopes) return 'UNAUTHENTICATED';
  if (suspended) return 'SESSION_ENDED';
  if (scope !== undefined && !scopes.includes(scope)) return 'FORBIDDEN';
  if (byToken && fresh) return 'REAUTHENTICATION_REQUIRED';
  if (byToken && who === 'member') return 'FORBIDDEN';
  return own !== undefined && namesOthers ? 'NOT_FOUND' : null;
}

function cellOf(coordinate: string, rule: AccessRule, asker: Asker): Cell {
  const code = doors[coordinate]?.[asker.name] ?? refusalOf(rule, asker);
  return { code, requires: code === 'FORBIDDEN' && rule.scope !== undefined ? [rule.scope] : [] };
}

/** The permission matrix: every root field, in the order of the coordinates, and what it answers to whom. */
export function permissionMatrix(rules: AccessRules): readonly PermissionRow[] {
  return [...rules]
    .filter(([coordinate]) => /^(Query|Mutation|Subscription)\./.test(coordinate))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([coordinate, rule]) => ({
      coordinate,
      rule,
      cells: new Map(askers().map((asker) => [asker.name, cellOf(coordinate, rule, asker)])),
    }));
}

const introduction = `# Who may do what

Emitted by the server from the rules beside its fields (\`npm run generate\`); not written by hand. A test asks for every field as everybody below and
compares the answer, and the databases before and after each refusal.

- **visitor**: nobody is signed in. **member**: somebody signed in, about what is their own. **other member**: the same, naming what belongs to another
  person. **admin**: the built-in role. **API token**: a program with a token of an administrator that holds all they do. **suspended**: somebody
  suspended, with the session that they had.
- Roles that administrators make stand between member and admin: they pass where they hold the scope of the rule. So do people with a grant of it.
- \`yes\`: the field does its work, where what it is asked for makes sense. \`yes, fresh\`: only within \`FRESH_FOR\` of proving the password;
  REAUTHENTICATION_REQUIRED after that.
- An API token comes in by its scopes alone, as far as its owner still holds them: never where a person must be signed in, or have proven the password.
- Everything else is the code of the refusal; FORBIDDEN names the scope that is missing. Whatever is refused has changed nothing.
- Nobody gives, bundles or takes a power that they do not hold, gives it for longer than they hold it, or acts on somebody who holds more: FORBIDDEN
  as well, whatever the table says.
`;

const shown = ({ code, requires }: Cell, { fresh }: AccessRule): string =>
  code === null ? `yes${fresh ? ', fresh' : ''}` : [code, ...requires.map((scope) => `\`${scope}\``)].join(' ');

function table(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const [head, ...body] = lines.map(
    (line) => `| ${line.map((text, at) => text.padEnd(widths[at] ?? 0)).join(' | ')} |`,
  );
  return [head, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body].join('\n');
}

function section(type: string, rows: readonly PermissionRow[]): string {
  const names = askers().map(({ name }) => name);
  const lines = rows
    .filter(({ coordinate }) => coordinate.startsWith(`${type}.`))
    .map(({ coordinate, rule, cells }) => [
      `\`${coordinate.slice(type.length + 1)}\``,
      describeAccess(rule),
      ...[...cells.values()].map((cell) => shown(cell, rule)),
    ]);
  return `## ${type}\n\n${table([['Field', 'Rule', ...names], ...lines])}\n`;
}

/** The matrix as a page to read. */
export function permissionsPage(rules: AccessRules): string {
  const rows = permissionMatrix(rules);
  const types = [...new Set(rows.map(({ coordinate }) => coordinate.split('.')[0] ?? ''))].toSorted();
  return [introduction, ...types.toReversed().map((type) => section(type, rows))].join('\n');
}

const code = (text: string): string => `\`${text}\``;

function limitLine({ coordinate, field }: ReturnType<typeof rootFields>[number]): string[][] {
  const limit = field.extensions['perAddress'] as AddressLimit | undefined;
  const secret = secretArgumentOf(field);
  if (!limit && secret === undefined) return [];
  const allowance = limit ? `${limit.tries} in ${limit.perSeconds} s` : '';
  const counted = limit ? (limit.countsOn?.join(', ') ?? 'every call that was no mistyping') : '';
  return [[code(coordinate), secret === undefined ? '' : code(secret), allowance, counted]];
}

/** Which fields check a secret, and how often one address may call them, as a section of the page. */
export function limitsSection(schema: GraphQLSchema): string {
  const lines = rootFields(schema)
    .toSorted((one, other) => (one.coordinate < other.coordinate ? -1 : 1))
    .flatMap(limitLine);
  return `## How often

A document holds at most one field that checks a secret. One address may call these fields so often; RATE_LIMITED after that, but for a browser that
the account knows, and for a right refresh token. Wrong passwords count by account and by device besides.

${table([['Field', 'Secret', 'One address', 'What counts'], ...lines])}
`;
}
