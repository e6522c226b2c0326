import type { DataExport_exportFragment } from '@socle/schema/documents';

/** Where the person's archive stands: there is none, it is being made, it can be had, or it did not come about. */
export type Stage = 'none' | 'making' | 'ready' | 'gone' | 'failed';

/** Reads it from the newest export. One that was cancelled is as good as none. */
export function stageOf(newest: DataExport_exportFragment | null | undefined, now: number): Stage {
  switch (newest?.status) {
    case 'QUEUED':
    case 'RUNNING':
      return 'making';
    case 'SUCCEEDED':
      return newest.keptUntil && Date.parse(newest.keptUntil) > now ? 'ready' : 'gone';
    case 'FAILED':
      return 'failed';
    default:
      return 'none';
  }
}
