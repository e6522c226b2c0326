/** What takes letters, what takes digits, and a day: no other byte of a house looks like them. */
export const marks = ['C4N4RYB1RD', '9931155720', '1903-04-17'] as const;
const [word, digits, day] = marks;

/** Twelve values of somebody, in two rounds: some replace others, one is cleared. */
export const rounds = (n: number) => {
  const number = String(n).padStart(3, '0');
  return [
    {
      legalName: `${word} Name ${number}`,
      birthDate: day,
      phone: `+33${digits}${number}`,
      addressLine: `${number} ${word} Street`,
      postalCode: `${word} ${number}`,
      city: `${word}ville ${number}`,
      taxId: `${word}-${number}`,
      country: 'FR',
    },
    {
      legalName: `Other ${word} ${number}`,
      phone: `+44${digits}${number}`,
      addressLine: `${number} ${word} Avenue`,
      city: `${word}burg ${number}`,
      taxId: null,
    },
  ];
};

const change = 'mutation ($input: UpdatePersonalDataInput!) { updatePersonalData(input: $input) { city } }';

/** Inputs that are refused, each in its own way; what they hold is no less personal. */
export const refused: readonly [query: string, variables: object][] = [
  [change, { input: { legalName: `${word}\n` } }],
  [change, { input: { phone: `+33${digits}x` } }],
  [change, { input: { city: [word] } }],
  [change, { input: { [word]: 'x' } }],
  [`mutation { updatePersonalData(input: { birthDate: "${day}-00" }) { city } }`, {}],
  [`mutation { updatePersonalData(input: { city: "${word}" }) { ${word} } }`, {}],
  [`mutation { updatePersonalData(input: { city: "${word}" `, {}],
];

/** The middle of a text in base64, wherever it begins: what stands before and after it does not change these letters. */
const inBase64 = (text: string): string[] =>
  ['', '1', '12'].map((before) => Buffer.from(`${before}${text}`).toString('base64').slice(4, -4));

const plainForms = marks.flatMap((mark) => {
  const lower = mark.toLowerCase();
  return [lower, [...lower].join('\0'), Buffer.from(mark).toString('hex')];
});
const base64Forms = marks.flatMap(inBase64);

/** The forms in which a mark stands in bytes: as it is, in another case, as UTF-16, and in the usual encodings. */
export function hits(bytes: Buffer): string[] {
  const text = bytes.toString('latin1');
  const lower = text.toLowerCase();
  return [...plainForms.filter((form) => lower.includes(form)), ...base64Forms.filter((form) => text.includes(form))];
}
