import type { PersonAccess_explanationFragment } from '@socle/schema/documents';
import { describeScope, formatList, m, nameRights } from '#lib/i18n/index.ts';
import { describeField } from './access-words.ts';

/** Which answers are shown. */
export type Which = 'all' | 'allowed' | 'refused';

type Explanation = PersonAccess_explanationFragment;

/** Explanations that belong together, under a heading. */
export interface ExplanationGroup {
  readonly heading: string;
  readonly items: readonly Explanation[];
}

type Kind = 'Query' | 'Mutation' | 'part';

const RULE = /^\[(?<who>public|member|scope: (?<scope>[^\]]+))\](?<fresh> \[fresh\])?$/;

/** The rule beside a field, in words; as the server wrote it where it is of a newer kind. */
export function ruleInWords(rule: string): string {
  const { who, scope, fresh } = RULE.exec(rule)?.groups ?? {};
  if (!who) return rule;
  const first = scope ? m.admin_explain_by({ right: nameRights([scope]) }) : whoInWords(who);
  return fresh ? `${first} ${m.admin_explain_fresh()}` : first;
}

function whoInWords(who: string): string {
  return who === 'public' ? m.admin_explain_public() : m.admin_explain_member();
}

/** Why a field is refused, and what would open it. */
export function refusalInWords({ missingScopes, rolesThatPass }: Explanation, suspended: boolean): string {
  // Of a suspended person every scope is missing, which no role would mend.
  if (suspended) return m.admin_explain_suspended();
  const missing = m.admin_explain_missing({ count: missingScopes.length, rights: nameRights(missingScopes) });
  return missingScopes.length > 0 ? `${missing} ${rolesInWords(rolesThatPass)}` : '';
}

function rolesInWords(roles: readonly string[]): string {
  if (roles.length === 0) return m.admin_explain_roles_none();
  return m.admin_explain_roles({ count: roles.length, roles: formatList(roles) });
}

/** Whether an explanation is one of those asked for: by its answer, and by any word that stands on its line. */
function matches(explanation: Explanation, which: Which, search: string): boolean {
  const { allowed, coordinate, rule, missingScopes, rolesThatPass } = explanation;
  if (which !== 'all' && (which === 'allowed') !== allowed) return false;
  const rights = missingScopes.flatMap((scope) => [scope, describeScope(scope)]);
  const line = [describeField(coordinate), coordinate, ruleInWords(rule), ...rights, ...rolesThatPass].join(' ');
  const words = line.toLocaleLowerCase();
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}

function kindOf({ coordinate }: Explanation): Kind {
  const type = coordinate.slice(0, coordinate.indexOf('.'));
  return type === 'Query' || type === 'Mutation' ? type : 'part';
}

/** What is asked for, grouped by what the fields do: reading first, then changing, then parts of other types. */
export function groupExplanations(all: readonly Explanation[], which: Which, search: string): ExplanationGroup[] {
  const kinds = Map.groupBy(
    all.filter((explanation) => matches(explanation, which, search)),
    kindOf,
  );
  return [
    { heading: m.admin_explain_reading(), items: kinds.get('Query') ?? [] },
    { heading: m.admin_explain_changing(), items: kinds.get('Mutation') ?? [] },
    { heading: m.admin_explain_parts(), items: kinds.get('part') ?? [] },
  ].filter(({ items }) => items.length > 0);
}
