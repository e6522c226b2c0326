import type { PeopleTable_userFragment } from '@socle/schema/documents';
import type { UnparseConfig } from 'papaparse';

type Person = PeopleTable_userFragment;

/** What a spreadsheet program takes for a formula; also behind spaces, in full width, and over several lines. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** RFC 4180, and nothing that a spreadsheet program would run (catalogue I8). */
const FORMAT: UnparseConfig = { newline: '\r\n', escapeFormulae: FORMULA };

/** Spreadsheet programs read UTF-8 only where this stands first. */
const BYTE_ORDER_MARK = '\u{feff}';

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
export async function toCsv(people: readonly Person[]): Promise<Blob> {
  // Fetched when it is first wanted.
  const { default: Papa } = await import('papaparse');
  const text = Papa.unparse([COLUMNS, ...people.map(lineOf)], FORMAT);
  return new Blob([BYTE_ORDER_MARK, text, '\r\n'], { type: 'text/csv;charset=utf-8' });
}

/** What the file is called: by the day on this machine. */
export function csvName(now: Date): string {
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return `people-${parts.map((part) => String(part).padStart(2, '0')).join('-')}.csv`;
}
