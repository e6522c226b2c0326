import type { EntitySchema } from '@mikro-orm/core';
import type { Context, EndingUnit, House, ModuleSettings, Services } from './context.js';
import type { NewEntry, RecordedFact } from './events.js';
import type { Identity } from './identity.js';
import type { JobHandlers } from './jobs.js';
import type { PersonalDeclarations } from './personal.js';

/** What a request brings to prove who it is. */
export interface Credentials {
  readonly authorization: string | undefined;
  /** The refresh cookie, where it may stand for the person: for a download, which changes nothing and carries no other header. */
  readonly refreshToken?: string | undefined;
}

/** Answers null for "not mine", an identity for "mine", a broken visitor for "mine, but it proves nothing". */
export type IdentifyStrategy = (
  credentials: Credentials,
  requestId: string,
) => Promise<Identity | null> | Identity | null;

/** Asked before every change, in its transaction: throws where the identity is not any more what its request proved. */
export type Standing = (identity: Identity, now: Date) => Promise<void>;

/** Done last in every change, with the facts that it is about to commit: for what must be final elsewhere before. */
export type BeforeCommit = (facts: readonly NewEntry[], unit: EndingUnit) => Promise<void>;

/** Hears of each fact after its commit; may not change the result. */
export type Listener = (fact: RecordedFact) => Promise<void> | void;

/** How one setting is read: `parse` throws an Error whose message says what is expected, never the value. */
export interface SettingDefinition<T> {
  readonly parse: (raw: string) => T;
  readonly fallback: T;
  /** The default as a person writes it; empty where there is none. */
  readonly shown: string;
  /** One line for `.env.example`. */
  readonly help: string;
}

export type SettingDefinitions = Record<string, SettingDefinition<unknown>>;

type Merged<K extends string, Registry> = string extends K ? unknown : K extends keyof Registry ? Registry[K] : never;

/** What a module may offer the house; only its name is required (house.md, section 3). */
export interface Module<Name extends string = string> {
  readonly name: Name;
  /** The modules whose index this one may import. */
  readonly needs?: readonly string[];
  readonly settings?: {
    readonly definitions: SettingDefinitions;
    readonly read: (values: never) => Merged<Name, ModuleSettings>;
  };
  readonly entities?: readonly EntitySchema[];
  /** Where those entities live: in the main database, unless it says otherwise. */
  readonly database?: 'main' | 'vault';
  /** What each of them that refers to a user holds of that person; `npm test` fails where one says nothing. */
  readonly personal?: PersonalDeclarations;
  readonly resolvers?: readonly (new () => object)[];
  readonly services?: (context: Context) => Merged<Name, Services>;
  /** Called once at start; what it answers is asked at each request. */
  readonly identify?: (house: House) => IdentifyStrategy;
  readonly standing?: (house: House) => Standing;
  readonly beforeCommit?: (house: House) => BeforeCommit;
  /** Called once at start: hear of the facts that this process committed. */
  readonly listeners?: (house: House) => readonly Listener[];
  /** Called once at start: hear of the facts of every process, those of others within a second. */
  readonly followers?: (house: House) => readonly Listener[];
  /** Called once, before anything is served and before any command works: what it throws keeps the house shut. */
  readonly prepare?: (house: House) => Promise<void>;
  /** Called once at start: does the work that was enqueued under these names. */
  readonly jobs?: (house: House) => JobHandlers;
  /** Called once the house is open to people and its ports are its own. */
  readonly opened?: (house: House) => Promise<void>;
  /** Called before the databases are closed. */
  readonly closing?: (house: House) => void;
}
