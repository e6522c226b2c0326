import 'reflect-metadata';
import { Extensions } from 'type-graphql';
import type { GuessRule } from './ports.js';

/** How often one address may call a field; fields that share a name share the allowance (promise M8). */
export interface AddressLimit {
  readonly name: string;
  readonly tries: number;
  readonly perSeconds: number;
  /** The error codes that count, for a field that checks a secret. Where absent, every call counts that was no mistyping. */
  readonly countsOn?: readonly string[];
}

type Mark = MethodDecorator & PropertyDecorator;

/** Counts the calls of this resolver by address, whatever an operation calls them (catalogue G1, Z13). */
export const PerAddress = (limit: AddressLimit): Mark => Extensions({ perAddress: limit });

/** This argument holds a secret that is checked: at most one such field stands in a document (catalogue G1). */
export const ChecksSecret = (argument: string): Mark => Extensions({ secretArgument: argument });

/** The wrong passwords that one address may send, at whichever door. */
export const passwordsPerAddress: AddressLimit = {
  name: 'password',
  tries: 30,
  perSeconds: 300,
  countsOn: ['INVALID_CREDENTIALS'],
};

/** What an address may do within a stretch of time. */
export const windowOf = ({ tries, perSeconds }: AddressLimit): GuessRule => ({ kind: 'window', tries, perSeconds });
