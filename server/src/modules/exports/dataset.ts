import type { Context } from '#kernel/context.js';
import { byteOrderMark, csvLine } from '#kernel/csv.js';
import type { Cell, ExportedPerson, ExportedRows, Words } from '#kernel/personal.js';

type Row = readonly Cell[];

/** So many are read once and kept; more are read anew for each file. */
const few = 500;

/** What one entity holds of the person. */
export interface Dataset {
  readonly kind: ExportedRows;
  /** The first rows, for the page that is read. */
  readonly first: readonly Row[];
  rows(): AsyncIterable<Row>;
}

/** Looks at the beginning: where that is all, both files are made of the same rows, whatever changes meanwhile. */
export async function openDataset(
  kind: ExportedRows,
  context: Context,
  person: ExportedPerson,
  onwritten: () => void,
): Promise<Dataset> {
  const first: Row[] = [];
  async function* noting(rows: AsyncIterable<Row> | Iterable<Row>): AsyncGenerator<Row> {
    for await (const row of rows) {
      onwritten();
      yield row;
    }
  }
  for await (const row of kind.rows(context, person)) {
    if (row.length !== kind.columns.length) throw new Error(`a row of ${kind.file} does not fit its columns`);
    first.push(row);
    if (first.length > few) return { kind, first, rows: () => noting(kind.rows(context, person)) };
  }
  return { kind, first, rows: () => noting(first) };
}

/** The rows as a list of objects, one a line; for programs, in English whoever asks. */
export async function* toJson({ kind, rows }: Dataset): AsyncGenerator<string> {
  const names = kind.columns.map(({ EN }) => EN);
  let before = '[\n';
  for await (const row of rows()) {
    yield `${before}${JSON.stringify(Object.fromEntries(names.map((name, place) => [name, row[place]])))}`;
    before = ',\n';
  }
  yield before === ',\n' ? '\n]\n' : '[]\n';
}

/** The rows as a table for spreadsheet programs, under headings in the person's language. */
export async function* toCsv({ kind, rows }: Dataset, locale: keyof Words): AsyncGenerator<string> {
  yield `${byteOrderMark}${csvLine(kind.columns.map((column) => column[locale]))}`;
  for await (const row of rows()) yield csvLine(row);
}
