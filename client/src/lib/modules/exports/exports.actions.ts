import { CancelDataExportDocument, DataExportLinkDocument, RequestDataExportDocument } from '@socle/schema/documents';
import type { Api, Result } from '#lib/api/index.ts';

/** Has an archive made of everything that is kept of the person. */
export const requestExport = (api: Api) => api.mutate(RequestDataExportDocument, {});

/** Gives up an archive that is not ready yet. */
export const cancelExport = (api: Api, id: string) => api.mutate(CancelDataExportDocument, { id });

/** A fresh link to an archive, below this site; null once the archive is gone. Asking for it renews a session that is about to end. */
export async function linkTo(api: Api, id: string): Promise<Result<string | null>> {
  const answer = await api.query(DataExportLinkDocument, { id });
  if (!answer.ok) return answer;
  const url = answer.data.dataExport?.downloadUrl;
  return { ok: true, data: url ? new URL(url).pathname : null };
}

/** Lets the browser save a file, by the plain link: it streams to the disk, however large it is. */
export function save(address: string): void {
  Object.assign(document.createElement('a'), { href: address, download: '' }).click();
}
