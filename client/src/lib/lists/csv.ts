import { formula } from '@socle/schema/vocabulary';
import type { UnparseConfig } from 'papaparse';

/** RFC 4180, and nothing that a spreadsheet program would run (catalogue I8). */
const FORMAT: UnparseConfig = { newline: '\r\n', escapeFormulae: formula };

/** Spreadsheet programs read UTF-8 only where this stands first. */
const BYTE_ORDER_MARK = '\u{feff}';

/** Lines as a file for spreadsheet programs, under the names of their columns. */
export async function csvOf(columns: readonly string[], lines: readonly (readonly unknown[])[]): Promise<Blob> {
  // Fetched when it is first wanted.
  const { default: Papa } = await import('papaparse');
  const text = Papa.unparse([[...columns], ...lines.map((line) => [...line])], FORMAT);
  return new Blob([BYTE_ORDER_MARK, text, '\r\n'], { type: 'text/csv;charset=utf-8' });
}

/** Items as a file for programs. */
export const jsonOf = (items: readonly unknown[]): Blob =>
  new Blob([JSON.stringify(items, null, 2), '\n'], { type: 'application/json' });

/** What a file is called: by the day on this machine. */
export function datedName(name: string, extension: string, now: Date): string {
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return `${name}-${parts.map((part) => String(part).padStart(2, '0')).join('-')}.${extension}`;
}
