import 'reflect-metadata';
import { Extensions } from 'type-graphql';
import type { Context } from './context.js';
import type { GuessRule } from './ports.js';

/** How often one address may call a field; fields that share a name share the allowance (promise M8). */
export interface AddressLimit {
  readonly name: string;
  readonly tries: number;
  readonly perSeconds: number;
  /** The error codes that count, for a field that checks a secret. Where absent, every call counts that was no mistyping. */
  readonly countsOn?: readonly string[];
  /** True for a secret that is cheap to check: what is right passes even where the address has no try left. */
  readonly sparesRight?: true;
  /** Whom the limit does not concern; somebody else's guesses must not keep them out (catalogue C8). */
  readonly spares?: (context: Context, args: Readonly<Record<string, unknown>>) => Promise<boolean>;
}

type Mark = MethodDecorator & PropertyDecorator;

/** Counts the calls of this resolver by address, whatever an operation calls them (catalogue G1, Z13). */
export const PerAddress = (limit: AddressLimit): Mark => Extensions({ perAddress: limit });

/** This argument holds a secret that is checked: at most one such field stands in a document (catalogue G1). */
export const ChecksSecret = (argument: string): Mark => Extensions({ secretArgument: argument });

/** How many objects a list without pages holds, where that is not the usual number: for the cost of a document. */
export const UsuallyHolds = (length: number): Mark => Extensions({ usuallyHolds: length });

/** What an address may do within a stretch of time. */
export const windowOf = ({ tries, perSeconds }: AddressLimit): GuessRule => ({ kind: 'window', tries, perSeconds });
