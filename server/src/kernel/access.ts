import 'reflect-metadata';
import { Extensions } from 'type-graphql';
import { defineEvents } from './events.js';

/** Who may reach a field. Undeclared root fields stop the house from starting (catalogue Z1). */
export interface AccessRule {
  readonly who: 'public' | 'member' | 'scope';
  readonly scope?: string;
  /** The password was proven within FRESH_FOR. */
  readonly fresh?: boolean;
  /** The argument that names something of the caller's own; what is somebody else's is NOT_FOUND (catalogue G13). */
  readonly own?: string;
}

/** The rule of every guarded field, by its coordinate: 'Query.users'. */
export type AccessRules = ReadonlyMap<string, AccessRule>;

const events = defineEvents({ 'access.denied': 'FAILURE' });

type Declared = typeof events;

declare module './events.js' {
  interface HouseEvents extends Declared {}
}

type Mark = MethodDecorator & PropertyDecorator;

const mark = (access: AccessRule): Mark => Extensions({ access });

/** Anyone, signed in or not. */
export const Public = (): Mark => mark({ who: 'public' });

/** Any person who is signed in; never a program with an API token, which comes in by scopes alone. */
export const Member = (options: { fresh?: boolean; own?: string } = {}): Mark => mark({ who: 'member', ...options });

/** Whoever holds the scope, which some module must have declared: people, and API tokens unless the proof must be fresh. */
export const Scope = (scope: string, options: { fresh?: boolean } = {}): Mark =>
  mark({ who: 'scope', scope, ...options });

/** The rule as the schema's readers see it: '[scope: users:write] [fresh]'. */
export function describeAccess({ who, scope, fresh }: AccessRule): string {
  return `[${who === 'scope' ? `scope: ${scope}` : who}]${fresh ? ' [fresh]' : ''}`;
}
