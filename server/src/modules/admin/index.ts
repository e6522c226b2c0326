import type { House } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import type { Module } from '#kernel/module.js';
import { AccountAdminResolver } from './account-admin.resolver.js';
import { AccountAdminService } from './account-admin.service.js';
import { adminEntities } from './claim.entity.js';
import { ClaimService } from './claim.service.js';
import { OverviewResolver } from './overview.resolver.js';

interface AdminServices {
  readonly accounts: AccountAdminService;
  readonly claims: ClaimService;
}

declare module '#kernel/context.js' {
  interface Services {
    admin: AdminServices;
  }
}

/** Prints the claim address, once, where nobody administers this instance yet. */
async function offerClaim(house: House): Promise<void> {
  const token = await house.open({ requestId: newId() }).services.admin.claims.offer();
  if (token)
    house.announce(
      `Nobody administers this instance yet. Open this address, signed in, to do so: ${house.instance.publicUrl}/claim#${token}`,
    );
}

/** What crosses modules: the overview, acts on accounts, the first administrator. */
export const admin = {
  name: 'admin',
  needs: ['users', 'sessions', 'auth'],
  entities: adminEntities,
  resolvers: [OverviewResolver, AccountAdminResolver],
  services: (context) => ({ accounts: new AccountAdminService(context), claims: new ClaimService(context) }),
  opened: offerClaim,
} satisfies Module<'admin'>;
