import type { RolesPage_roleFragment } from '@socle/schema/documents';
import { m } from '#lib/i18n/index.ts';

const builtIn: Partial<Record<string, () => string>> = {
  admin: m.admin_role_about_admin,
  member: m.admin_role_about_member,
};

/** What a role is for: the built-in ones in the language of the screen, the others as their maker wrote it. */
export function aboutRole({ name, description, ...role }: RolesPage_roleFragment): string {
  return (role.builtIn && builtIn[name]?.()) || description;
}
