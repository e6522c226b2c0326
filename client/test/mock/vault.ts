import type { UpdatePersonalDataInput } from '@socle/schema/documents';
import { refusal, type MockContext, type MockState } from './state.ts';

const fields = ['legalName', 'birthDate', 'phone', 'addressLine', 'postalCode', 'city', 'country', 'taxId'] as const;
const nothing = { ...Object.fromEntries(fields.map((field) => [field, null])), updatedAt: null };

/** The root fields of the vault, over the mock's state. */
export function vaultOf(state: MockState) {
  const enter = ({ viewer, session }: MockContext): string => {
    if (!viewer) throw refusal('UNAUTHENTICATED');
    state.demandFresh(session);
    return viewer.id;
  };
  /** As the server shows it: an error in the place of what cannot be read. */
  const shown = (id: string) => {
    const unreadable = () => refusal('UNAVAILABLE', { reason: 'tampered', retryAfterS: 3_600 });
    const damaged = Object.fromEntries(state.tampered.map((field) => [field, unreadable]));
    return { ...nothing, ...state.personalData.get(id), ...damaged };
  };
  const note = (context: MockContext, changed: readonly string[]): string => {
    const userId = enter(context);
    const id = `reading-${state.readings.length}`;
    state.readings.unshift({ id, userId, at: new Date(state.now()).toISOString(), byYou: true, changed });
    return userId;
  };
  return {
    myPersonalData: (_: unknown, context: MockContext) => shown(note(context, [])),
    myPersonalDataReadings: (_: unknown, { viewer }: MockContext) =>
      state.readings.filter(({ userId }) => userId === viewer?.id),
    updatePersonalData({ input }: { input: UpdatePersonalDataInput }, context: MockContext) {
      const id = note(context, Object.keys(input));
      const updatedAt = new Date(state.now()).toISOString();
      state.personalData.set(id, { ...state.personalData.get(id), ...input, updatedAt });
      state.tampered = state.tampered.filter((field) => !(field in input));
      return shown(id);
    },
  };
}
