import { Arg, Ctx, FieldResolver, Int, Query, Resolver } from 'type-graphql';
import { Public, Scope } from '#kernel/access.js';
import { backupTimes, isOverdue } from '#kernel/backup-times.js';
import type { Context } from '#kernel/context.js';
import { invalidField } from '#kernel/errors.js';
import { DayCount, InstanceType, OverviewType } from './admin.type.js';
import { BackupsType } from './backups.type.js';
import { countByDay } from './event-counts.views.js';
import { isClaimable, readOverview } from './overview.views.js';
import { longestChart } from './vocabulary.js';

function assertDays(days: number): number {
  if (days < 1 || days > longestChart) throw invalidField('days', 'out_of_range', `Ask for 1 to ${longestChart} days.`);
  return days;
}

const byDay = { description: `One point a day, oldest first, at most ${longestChart}.` };

@Resolver(() => OverviewType)
export class OverviewResolver {
  @Scope('users:read')
  @Query(() => OverviewType)
  overview(@Ctx() { ports }: Context): Promise<OverviewType> {
    return readOverview(ports.reader, ports.clock.now());
  }

  @Public()
  @Query(() => InstanceType, { description: 'What a visitor may know of this instance before signing in.' })
  async instance(@Ctx() { instance, ports, settings }: Context): Promise<InstanceType> {
    const { registration, passwordMinLength, deletionGraceDays } = settings.auth;
    const mode = registration === 'open' ? 'OPEN' : 'CLOSED';
    return {
      version: instance.version,
      registration: mode,
      passwordMinLength,
      deletionGraceDays,
      claimable: await isClaimable(ports.reader),
    };
  }

  @FieldResolver(() => BackupsType)
  async backups(@Ctx() { instance, ports }: Context): Promise<BackupsType> {
    const { madeAt, provenAt } = await backupTimes(ports.reader);
    const late = isOverdue(madeAt ?? new Date(0), instance.backupEveryMs, ports.clock.now());
    return { lastMadeAt: madeAt, lastProvenAt: provenAt, late };
  }

  @FieldResolver(() => [DayCount], byDay)
  registrationsByDay(
    @Ctx() { ports }: Context,
    @Arg('days', () => Int, { defaultValue: 30 }) days: number,
  ): Promise<DayCount[]> {
    return countByDay(ports.reader, 'user.registered', ports.clock.now(), assertDays(days));
  }

  @FieldResolver(() => [DayCount], byDay)
  loginsByDay(
    @Ctx() { ports }: Context,
    @Arg('days', () => Int, { defaultValue: 30 }) days: number,
  ): Promise<DayCount[]> {
    return countByDay(ports.reader, 'session.opened', ports.clock.now(), assertDays(days));
  }
}
