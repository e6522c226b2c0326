import type { PeopleTable_userFragment } from '@socle/schema/documents';
import { csvOf } from '#lib/lists/index.ts';

type Person = PeopleTable_userFragment;

/** The same in every language, for whatever reads the file. */
const COLUMNS = ['pseudo', 'e-mail', 'verified', 'role', 'status', 'created', 'last seen'];

const lineOf = (person: Person): unknown[] => [
  person.pseudo,
  person.email,
  person.emailVerified,
  person.role,
  person.status,
  person.createdAt,
  person.lastSeenAt,
];

/** People as a file for spreadsheet programs. */
export const toCsv = (people: readonly Person[]): Promise<Blob> => csvOf(COLUMNS, people.map(lineOf));
