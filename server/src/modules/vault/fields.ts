/** What the vault can keep of a person, and the column that each is sealed in. */
export const columns = {
  legalName: 'legal_name',
  birthDate: 'birth_date',
  phone: 'phone',
  addressLine: 'address_line',
  postalCode: 'postal_code',
  city: 'city',
  country: 'country',
  taxId: 'tax_id',
} as const;

export type Field = keyof typeof columns;

/** The fields, in the order of the contract. */
export const fields = Object.keys(columns) as readonly Field[];

/** One value of a kind for every field. */
export type PerField<Value> = Readonly<Record<Field, Value>>;

/** Makes a value for every field. */
export const perField = <Value>(make: (field: Field) => Value): PerField<Value> =>
  Object.fromEntries(fields.map((field) => [field, make(field)])) as PerField<Value>;
