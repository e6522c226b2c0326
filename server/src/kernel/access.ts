import 'reflect-metadata';
import { Extensions } from 'type-graphql';

/** Who may reach a field. Undeclared root fields stop the house from starting (catalogue Z1). */
export interface AccessRule {
  readonly who: 'public' | 'member' | 'scope';
  readonly scope?: string;
  /** The password was proven within FRESH_FOR. */
  readonly fresh?: boolean;
}

type Mark = MethodDecorator & PropertyDecorator;

const mark = (access: AccessRule): Mark => Extensions({ access });

/** Anyone, signed in or not. */
export const Public = (): Mark => mark({ who: 'public' });

/** Any signed-in identity. */
export const Member = (options: { fresh?: boolean } = {}): Mark => mark({ who: 'member', ...options });

/** Whoever holds the scope, which some module must have declared. */
export const Scope = (scope: string, options: { fresh?: boolean } = {}): Mark =>
  mark({ who: 'scope', scope, ...options });
