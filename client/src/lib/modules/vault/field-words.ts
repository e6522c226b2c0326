import { m } from '#lib/i18n/index.ts';
import type { Draft } from './draft.ts';

const labels: Record<keyof Draft, () => string> = {
  legalName: m.vault_legal_name,
  birthDate: m.vault_birth_date,
  phone: m.vault_phone,
  taxId: m.vault_tax_id,
  addressLine: m.vault_address_line,
  postalCode: m.vault_postal_code,
  city: m.vault_city,
  country: m.vault_country,
};

/** What a field is called; a name that is not known here stays as it is. */
export const fieldLabel = (name: string): string => (labels as Partial<Record<string, () => string>>)[name]?.() ?? name;
