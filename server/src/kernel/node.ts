import 'reflect-metadata';
import { Field, ID, InterfaceType } from 'type-graphql';

/** Whatever has an id of its own (Relay's object identification). */
@InterfaceType('Node', { resolveType: () => undefined })
export abstract class Node {
  @Field(() => ID)
  id!: string;
}
