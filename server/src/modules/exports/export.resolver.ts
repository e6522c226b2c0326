import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Member } from '#kernel/access.js';
import type { Context } from '#kernel/context.js';
import { DataExportType } from './export.type.js';

@Resolver()
export class ExportResolver {
  @Member({ fresh: true })
  @Mutation(() => DataExportType, {
    description:
      'Everything the house holds of the caller, as one archive. While one is being made, it answers that one.',
  })
  requestDataExport(@Ctx() { services }: Context): Promise<DataExportType> {
    return services.exports.request();
  }

  @Member({ own: 'id' })
  @Mutation(() => DataExportType, { description: 'Gives up an export that is not ready yet.' })
  cancelDataExport(@Ctx() { services }: Context, @Arg('id', () => ID) id: string): Promise<DataExportType> {
    return services.exports.cancel(id);
  }

  @Member({ own: 'id' })
  @Query(() => DataExportType, { nullable: true, description: 'An export that the caller asked for.' })
  dataExport(@Ctx() { services }: Context, @Arg('id', () => ID) id: string): Promise<DataExportType> {
    return services.exports.get(id);
  }

  @Member()
  @Query(() => DataExportType, {
    nullable: true,
    description: 'The export that the caller asked for last; null where there is none, or that was a week ago.',
  })
  newestDataExport(@Ctx() { services }: Context): Promise<DataExportType | null> {
    return services.exports.newest();
  }
}
