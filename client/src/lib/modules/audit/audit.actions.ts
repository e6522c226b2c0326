import { VerifyAuditDocument, type VerifyAuditQuery } from '@socle/schema/documents';
import type { Api, Result } from '#lib/api/index.ts';
import { pause } from '#lib/lists/index.ts';

export type Verification = VerifyAuditQuery['verifyAudit'];

const PATIENCE_MS = 1_000;
/** A journal of ten million entries takes minutes. */
const TRIES = 120;

/** Has the chain walked. A long walk outlives a request: asking again joins it. Rejects with the signal's reason. */
export async function verifyNow(api: Api, signal: AbortSignal, onwait: () => void): Promise<Result<Verification>> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await api.query(VerifyAuditDocument, {});
    signal.throwIfAborted();
    if (answer.ok) return { ok: true, data: answer.data.verifyAudit };
    if (answer.error.code !== 'UNAVAILABLE' || attempt === TRIES) return answer;
    onwait();
    await pause((answer.error.retryAfterS ?? 0) * 1000 || PATIENCE_MS, signal);
  }
}
