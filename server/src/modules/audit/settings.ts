import { optionalDuration } from '#kernel/settings.js';

export interface AuditSettings {
  /** How long the journal is kept, in milliseconds; null for ever. */
  readonly keptMs: number | null;
}

export const definitions = {
  AUDIT_RETENTION: optionalDuration('How long the journal is kept, such as 365d; without it, for ever.', {
    min: '1d',
    max: '36500d',
  }),
};

export const read = (values: { AUDIT_RETENTION: number | null }): AuditSettings => ({ keptMs: values.AUDIT_RETENTION });
