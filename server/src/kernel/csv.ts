import type { Cell } from './personal.js';

/** What a spreadsheet program takes for a formula; also behind spaces, in full width, and over several lines. */
export const formulaPattern = '^\\s*[=+\\-@＝＋－＠]|^[\\t\\r\\n]';

const formula = new RegExp(formulaPattern, 'u');
const needsQuotes = /[",\r\n]|^\s|\s$/;

/** Spreadsheet programs read UTF-8 only where this stands first. */
export const byteOrderMark = '\u{feff}';

/** A text that no spreadsheet program would run (catalogue I8), quoted as RFC 4180 says. */
function quoted(text: string): string {
  const harmless = formula.test(text) ? `'${text}` : text;
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function textOf(cell: Cell): string {
  if (typeof cell === 'string') return quoted(cell);
  if (cell instanceof Date) return cell.toISOString();
  return cell === null ? '' : String(cell);
}

/** One line of a CSV file. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(textOf).join(',')}\r\n`;
