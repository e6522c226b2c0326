import DataLoader from 'dataloader';
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Member, Scope } from '#kernel/access.js';
import type { Context } from '#kernel/context.js';
import { actorId, assertUser, holds } from '#kernel/identity.js';
import { UsuallyHolds } from '#kernel/limits.js';
import { PageArgs, type Connection } from '#kernel/page.js';
import type { Reader } from '#kernel/ports.js';
import { findIdByIdentifier, findUser, findUsers, userRules, UserType, type UserView } from '#modules/users/index.js';
import { AuditFilter } from './audit.inputs.js';
import { AuditDetail, AuditEventConnection, AuditEventType, AuditVerificationType } from './audit.type.js';
import { listAll, listOwn, type AuditEventView } from './event-list.views.js';

const people = new WeakMap<Context, DataLoader<string, UserView | null>>();

/** The people of one answer, read together. */
function personOf(context: Context, id: string | null): Promise<UserView | null> | null {
  if (id === null) return null;
  let loader = people.get(context);
  if (!loader) {
    loader = new DataLoader(async (ids: readonly string[]) => {
      const found = await findUsers(context.ports.reader, ids);
      return ids.map((one) => found.get(one) ?? null);
    });
    people.set(context, loader);
  }
  return loader.load(id);
}

/** Turns a name into the person's id. Whose an address is, only those may ask who see addresses. */
async function withPerson(reader: Reader, filter: AuditFilter, mayAskByAddress: boolean): Promise<AuditFilter> {
  const { person, personId } = filter;
  if (!person) return filter;
  const id = await findIdByIdentifier(reader, person);
  const found = id && (await findUser(reader, id));
  const isNamed = found && (mayAskByAddress || userRules.pseudoKey(found.pseudo) === userRules.pseudoKey(person));
  return { ...filter, personId: isNamed && (!personId || personId === id) ? id : 'nobody' };
}

@Resolver(() => AuditEventType)
export class AuditResolver {
  @Scope('audit:read')
  @Query(() => AuditEventConnection, { description: 'The journal, newest first.' })
  async auditEvents(
    @Ctx() { identity, ports }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => AuditFilter, { nullable: true }) filter?: AuditFilter | null,
  ): Promise<Connection<AuditEventType>> {
    const found = await withPerson(ports.reader, filter ?? {}, holds(identity, 'users:read'));
    return listAll(ports.reader, page, found, actorId(identity) ?? '');
  }

  @Scope('audit:read')
  @Query(() => AuditVerificationType, { description: 'Walks the chain and its signed checkpoints.' })
  verifyAudit(@Ctx() { services }: Context): Promise<AuditVerificationType> {
    return services.audit.verify();
  }

  @Member()
  @Query(() => AuditEventConnection, { description: "The person's own part of the audit trail, newest first." })
  myActivity(
    @Ctx() { identity, ports }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('refreshes', () => Boolean, { defaultValue: true, description: "Whether 'session.refreshed' is among them." })
    refreshes: boolean,
  ): Promise<Connection<AuditEventType>> {
    return listOwn(ports.reader, page, assertUser(identity).id, refreshes);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Null where nobody was signed in.' })
  actor(@Root() { actorId: id }: AuditEventView, @Ctx() context: Context): Promise<UserType | null> | null {
    return personOf(context, id);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Whom it concerns besides the actor.' })
  concerned(@Root() { concernsId: id }: AuditEventView, @Ctx() context: Context): Promise<UserType | null> | null {
    return personOf(context, id);
  }

  @UsuallyHolds(3)
  @FieldResolver(() => [AuditDetail], {
    description: 'Facts as name and value; never personal data, never a secret.',
  })
  details(@Root() { facts }: AuditEventView): AuditDetail[] {
    return Object.entries(facts).map(([name, value]) => ({ name, value }));
  }
}
