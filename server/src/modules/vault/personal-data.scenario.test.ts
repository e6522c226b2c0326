import {
  MyPersonalDataDocument,
  MyPersonalDataReadingsDocument,
  UpdatePersonalDataDocument,
} from '@socle/schema/documents';
import { expect } from 'vitest';
import { newId } from '#kernel/entity.js';
import { aboutFields, operation, scenario, scenarios, type Cast } from '#test/scenario.js';

const nothing = {
  legalName: null,
  birthDate: null,
  phone: null,
  addressLine: null,
  postalCode: null,
  city: null,
  country: null,
  taxId: null,
};

const typed = {
  legalName: '  Ada   King ',
  birthDate: '1915-12-10',
  phone: '+44 (0)20-7946.0958',
  addressLine: '12 St James’s Square',
  postalCode: 'sw1y 4jh',
  city: 'London',
  country: 'gb',
  taxId: 'ab 12 34 56 c',
};

const kept = {
  ...typed,
  legalName: 'Ada   King',
  phone: '+4402079460958',
  postalCode: 'SW1Y 4JH',
  country: 'GB',
  taxId: 'AB 12 34 56 C',
};

const dated = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/) as string;

const save = (input: object) => async (cast: Cast) => {
  const answer = await cast.member.caller.run(UpdatePersonalDataDocument, { input });
  expect(answer.errors).toEqual([]);
};

/** The fields that the newest event of that type names. */
async function namedIn(type: string, { house, member }: Cast): Promise<string | undefined> {
  const sql = 'select facts from recorded_event where type = ? and subject = ? order by seq desc limit 1';
  const row = await house.app.database.reader.one<{ facts: string }>(sql, [type, `user:${member.id}`]);
  return row && (JSON.parse(row.facts) as { fields?: string }).fields;
}

scenarios('reading personal data', [
  scenario({
    name: 'nobody is asked to sign in',
    as: 'visitor',
    operation: MyPersonalDataDocument,
    variables: {},
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
  scenario({
    name: 'who has given none finds nothing, and the reading is recorded',
    as: 'member',
    operation: MyPersonalDataDocument,
    variables: {},
    expect: ({ data }) => expect(data?.personalData).toEqual({ ...nothing, updatedAt: null }),
    events: ['vault.read'],
  }),
  scenario({
    name: 'what was given comes back in the form in which it is kept',
    as: 'member',
    operation: MyPersonalDataDocument,
    variables: {},
    given: save(typed),
    expect: ({ data }) => expect(data?.personalData).toEqual({ ...kept, updatedAt: dated }),
    events: ['vault.read'],
  }),
  scenario({
    name: 'nobody reads what is of somebody else, not even an administrator',
    as: 'admin',
    operation: MyPersonalDataDocument,
    variables: {},
    given: save(typed),
    expect: ({ data }) => expect(data?.personalData).toEqual({ ...nothing, updatedAt: null }),
    events: ['vault.read'],
  }),
  scenario({
    name: 'an old proof of the password opens nothing',
    as: 'member',
    operation: MyPersonalDataDocument,
    variables: {},
    given: ({ house, member }) => house.becomeUnfresh(member),
    code: 'REAUTHENTICATION_REQUIRED',
    status: 403,
    events: [],
  }),
]);

scenarios('changing personal data', [
  scenario({
    name: 'an old proof of the password changes nothing',
    as: 'member',
    operation: UpdatePersonalDataDocument,
    variables: { input: { city: 'Paris' } },
    given: ({ house, member }) => house.becomeUnfresh(member),
    code: 'REAUTHENTICATION_REQUIRED',
    status: 403,
    events: [],
  }),
  scenario({
    name: 'answers what is kept now, and records the names of the fields',
    as: 'member',
    operation: UpdatePersonalDataDocument,
    variables: { input: typed },
    expect: async ({ data }, cast) => {
      expect(data?.personalData).toEqual({ ...kept, updatedAt: dated });
      expect(await namedIn('vault.changed', cast)).toBe(Object.keys(nothing).join(','));
    },
    events: ['vault.changed'],
  }),
  scenario({
    name: 'what is absent stays, null and an empty text clear',
    as: 'member',
    operation: UpdatePersonalDataDocument,
    variables: { input: { phone: null, taxId: '  ', city: 'Ockham' } },
    given: save(typed),
    expect: async ({ data }, cast) => {
      expect(data?.personalData).toEqual({ ...kept, phone: null, taxId: null, city: 'Ockham', updatedAt: dated });
      expect(await namedIn('vault.changed', cast)).toBe('phone,city,taxId');
    },
    events: ['vault.changed'],
  }),
  scenario({
    name: 'to what is there already changes nothing, and counts as a reading',
    as: 'member',
    operation: UpdatePersonalDataDocument,
    variables: { input: { country: ' GB', legalName: 'Ada   King' } },
    given: save(typed),
    expect: ({ data }) => expect(data?.personalData).toEqual({ ...kept, updatedAt: dated }),
    events: ['vault.read'],
  }),
  scenario({
    name: 'asks for nothing and is answered: that is a reading, too',
    as: 'member',
    operation: operation('mutation { updatePersonalData(input: {}) { city } }'),
    variables: {},
    given: save(typed),
    expect: ({ data }) => expect(data).toEqual({ updatePersonalData: { city: 'London' } }),
    events: ['vault.read'],
  }),
  scenario({
    name: 'names every field that does not fit, and changes nothing',
    as: 'member',
    operation: UpdatePersonalDataDocument,
    variables: {
      input: {
        legalName: 'x'.repeat(201),
        birthDate: '2001-02-29',
        phone: '06 12 34 56 78',
        addressLine: 'two\nlines',
        postalCode: '#',
        city: 'turned \u202Earound',
        country: 'UK',
        taxId: '<script>',
      },
    },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields(
      'legalName:too_long',
      'birthDate:invalid_date',
      'phone:invalid_phone',
      'addressLine:invalid_characters',
      'postalCode:invalid_format',
      'city:invalid_characters',
      'country:invalid_country',
      'taxId:invalid_format',
    ),
    events: [],
  }),
  scenario({
    name: 'a day of birth lies in the past',
    as: 'member',
    operation: UpdatePersonalDataDocument,
    variables: ({ house }) => ({ input: { birthDate: house.clock.now().toISOString().slice(0, 10) } }),
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('birthDate:not_past'),
    events: [],
  }),
  scenario({
    name: 'and no further back than anybody can remember',
    as: 'member',
    operation: UpdatePersonalDataDocument,
    variables: { input: { birthDate: '1815-12-10' } },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('birthDate:invalid_date'),
    events: [],
  }),
]);

const readAndChange = async (cast: Cast): Promise<void> => {
  await cast.member.caller.run(MyPersonalDataDocument, {});
  await save({ city: 'London', country: 'GB' })(cast);
};

scenarios('who saw personal data', [
  scenario({
    name: 'nobody is asked to sign in',
    as: 'visitor',
    operation: MyPersonalDataReadingsDocument,
    variables: {},
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
  scenario({
    name: 'is told to the person, newest first, with what was changed',
    as: 'member',
    operation: MyPersonalDataReadingsDocument,
    variables: {},
    given: readAndChange,
    expect: ({ data }) =>
      expect(data?.readings).toMatchObject([
        { byYou: true, at: dated, changed: ['city', 'country'] },
        { byYou: true, at: dated, changed: [] },
      ]),
    events: [],
  }),
  scenario({
    name: 'also where it was somebody else',
    as: 'member',
    operation: MyPersonalDataReadingsDocument,
    variables: {},
    given: ({ house, member, admin }) =>
      house.app.house
        .open({ requestId: newId() })
        .change(async (unit) => void unit.record('vault.read', { subject: `user:${member.id}`, actorId: admin.id })),
    expect: ({ data }) => expect(data?.readings).toMatchObject([{ byYou: false, changed: [] }]),
    events: [],
  }),
  scenario({
    name: 'is told to nobody else, not even to an administrator',
    as: 'admin',
    operation: MyPersonalDataReadingsDocument,
    variables: {},
    given: readAndChange,
    expect: ({ data }) => expect(data?.readings).toEqual([]),
    events: [],
  }),
  scenario({
    name: 'can be asked without a fresh proof: it tells times, not data',
    as: 'member',
    operation: MyPersonalDataReadingsDocument,
    variables: {},
    given: async (cast) => {
      await readAndChange(cast);
      await cast.house.becomeUnfresh(cast.member);
    },
    expect: ({ data }) => expect(data?.readings).toHaveLength(2),
    events: [],
  }),
]);
