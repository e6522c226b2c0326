import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Member, Public, Scope } from '#kernel/access.js';
import type { Context } from '#kernel/context.js';
import { errors } from '#kernel/errors.js';
import { assertUser } from '#kernel/identity.js';
import { ChecksSecret, PerAddress } from '#kernel/limits.js';
import { deliver } from './deliver.js';
import { listReplayed } from './session.views.js';
import { AuthPayload, EndedSessionType, RefreshInput, SessionType } from './session.type.js';

@Resolver()
export class SessionResolver {
  @Public()
  @ChecksSecret('input.refreshToken')
  @PerAddress({
    name: 'refresh',
    tries: 150,
    perSeconds: 300,
    countsOn: ['UNAUTHENTICATED', 'SESSION_ENDED'],
    sparesRight: true,
  })
  @Mutation(() => AuthPayload, { description: 'Rotates: answers a new access token and a new refresh token.' })
  async refresh(
    @Ctx() context: Context,
    @Arg('input', () => RefreshInput, { nullable: true }) input?: RefreshInput | null,
  ): Promise<AuthPayload> {
    const { refreshCookie, services } = context;
    const given = input?.refreshToken;
    const token = given ?? refreshCookie.read();
    if (!token) throw errors.UNAUTHENTICATED();
    try {
      return deliver(context, await services.sessions.refresh(token), given ? 'BODY' : 'COOKIE');
    } catch (error) {
      if (!given) forgetIfDead(context, error);
      throw error;
    }
  }

  @Public()
  @Mutation(() => Boolean, { description: "Ends the caller's session, if there is one. True where one ended." })
  async logout(@Ctx() { identity, refreshCookie, services }: Context): Promise<boolean> {
    const token = refreshCookie.read();
    refreshCookie.forget();
    const byToken = token ? await services.sessions.endByToken(token) : false;
    if (byToken || identity.kind !== 'user') return byToken;
    await services.sessions.end(identity, identity.sessionId);
    return true;
  }

  @Member()
  @Mutation(() => Int, { description: "Ends the caller's sessions and says how many." })
  logoutEverywhere(
    @Ctx() { change, identity, refreshCookie, services }: Context,
    @Arg('keepCurrent', () => Boolean, { defaultValue: false }) keepCurrent: boolean,
  ): Promise<number> {
    const user = assertUser(identity);
    if (!keepCurrent) refreshCookie.forget();
    return change((unit) => services.sessions.endAllOf(unit, user.id, keepCurrent ? user.sessionId : undefined));
  }

  @Member()
  @Query(() => [SessionType])
  mySessions(@Ctx() { identity, services }: Context): Promise<SessionType[]> {
    return services.sessions.list(assertUser(identity).id);
  }

  @Member()
  @Query(() => [EndedSessionType], {
    description: 'Own sessions that ended within 30 days because a refresh token that was used up came again.',
  })
  myReplayedSessions(@Ctx() { identity, ports }: Context): Promise<EndedSessionType[]> {
    return listReplayed(ports.reader, assertUser(identity).id, ports.clock.now());
  }

  @Scope('users:read')
  @Query(() => [SessionType], { description: 'The live sessions of one user.' })
  userSessions(@Ctx() { services }: Context, @Arg('userId', () => ID) userId: string): Promise<SessionType[]> {
    return services.sessions.list(userId);
  }

  @Member({ own: 'id' })
  @Mutation(() => Boolean)
  async revokeSession(@Ctx() { identity, services }: Context, @Arg('id', () => ID) id: string): Promise<boolean> {
    await services.sessions.end(assertUser(identity), id);
    return true;
  }
}

/** A cookie whose session is over is of no use to the browser; one that was throttled still is. */
function forgetIfDead({ refreshCookie }: Context, error: unknown): void {
  const code = (error as { code?: unknown }).code;
  if (code === 'SESSION_ENDED' || code === 'UNAUTHENTICATED') refreshCookie.forget();
}
