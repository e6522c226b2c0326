import type { Entry } from './zip.js';

/** What an archive says of itself; the house signs it. */
export interface ManifestFacts {
  readonly instance: string;
  readonly personId: string;
  readonly madeAt: Date;
}

/** The bytes that are signed, and that stand in the archive. */
export function manifestOf({ instance, personId, madeAt }: ManifestFacts, files: readonly Entry[]): string {
  const facts = { format: 'socle-export', version: 1, instance, person: personId, madeAt: madeAt.toISOString() };
  return `${JSON.stringify({ ...facts, files }, null, 2)}\n`;
}
