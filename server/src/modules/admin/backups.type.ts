import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';

@ObjectType('Backups', { simpleResolvers: true, description: 'How old the last backup and the last proof of one are.' })
export class BackupsType {
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null: none was ever made.' })
  lastMadeAt!: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When a drill last restored one, served it and signed in. Null: never.',
  })
  lastProvenAt!: Date | null;

  @Field(() => Boolean, { description: 'True where the schedule (BACKUP_EVERY) has stopped making them.' })
  late!: boolean;
}
