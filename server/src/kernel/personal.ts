import type { Context } from './context.js';

/** A text in both languages. */
export interface Words {
  readonly EN: string;
  readonly FR: string;
}

/** A value as a person gets to see it. */
export type Cell = string | number | boolean | Date | null;

/** Whose data are exported, and the instant that the export shows where rows are still being added. */
export interface ExportedPerson {
  readonly id: string;
  readonly asOf: Date;
}

/** How the rows of one person come into their export. */
export interface ExportedRows {
  /** The name of its files, without what they end in. */
  readonly file: string;
  readonly title: Words;
  /** In English, they name the fields in JSON; in the person's language, the columns in CSV and on the page. */
  readonly columns: readonly Words[];
  /** The person's rows, each in the order of the columns. Read in pages: there may be any number of them. */
  rows(context: Context, person: ExportedPerson): AsyncIterable<readonly Cell[]>;
  /** How many there are, where that may be many: so that the person sees how far it has come. */
  count?(context: Context, person: ExportedPerson): Promise<number>;
}

/** What a module says of an entity that refers to a user. */
export interface PersonalData {
  /** What the person gets of it in their export; or why nothing. */
  readonly exported: ExportedRows | { readonly nothing: string };
  /** What becomes of it when the account is deleted: it goes at once, or it is kept, and why. */
  readonly onDeletion: 'erased' | { readonly kept: string };
}

/** What a module says of its entities, by their names. */
export type PersonalDeclarations = Readonly<Record<string, PersonalData>>;
