import type { Scope } from '@socle/schema/vocabulary';
import { m } from '#lib/i18n/index.ts';
import type { Session } from '#lib/session/index.ts';

/** One page of the sidebar and of the palette. */
export interface Destination {
  readonly href: string;
  readonly label: string;
}

/** Pages that belong together. */
export interface DestinationGroup {
  readonly heading: string;
  readonly pages: readonly Destination[];
}

/** What this person may go to, group by group. */
export function destinations(session: Session): readonly DestinationGroup[] {
  const account: DestinationGroup = {
    heading: m.nav_account(),
    pages: [
      { href: '/account', label: m.nav_profile() },
      { href: '/account/security', label: m.nav_security() },
      { href: '/account/data', label: m.nav_data() },
      { href: '/account/activity', label: m.nav_activity() },
    ],
  };
  const administration: DestinationGroup = {
    heading: m.nav_administration(),
    pages: [
      { href: '/admin', label: m.nav_overview() },
      { href: '/admin/users', label: m.nav_people() },
      { href: '/admin/roles', label: m.nav_roles() },
      { href: '/admin/audit', label: m.nav_audit() },
    ].filter(({ href }) => session.can(administrationScope(href))),
  };
  return [account, administration].filter(({ pages }) => pages.length > 0);
}

/** What a page of the administration needs. */
export const administrationScope = (pathname: string): Scope =>
  pathname.startsWith('/admin/audit') ? 'audit:read' : 'users:read';

/** The address of the page that the sidebar marks: the longest that the current one starts with. */
export function currentDestination(groups: readonly DestinationGroup[], pathname: string): string | undefined {
  return groups
    .flatMap((group) => group.pages.map((page) => page.href))
    .filter((href) => pathname === href || pathname.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}
