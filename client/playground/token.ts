import { texts } from './texts.ts';

const field = document.querySelector<HTMLInputElement>('#token');
const form = document.querySelector<HTMLFormElement>('#token-form');
const note = document.querySelector<HTMLElement>('#note');

/** The token as it stands in the field; kept nowhere else. */
export function currentToken(): string {
  return field?.value.trim().replace(/^Bearer\s+/i, '') ?? '';
}

/** Calls back when another token is in use. */
export function whenTokenChanges(listener: () => void): void {
  form?.addEventListener('submit', (event) => event.preventDefault());
  field?.addEventListener('change', listener);
}

/** Takes the token out of an answer, as of `login`; true where there was one. */
export function takeToken(answer: unknown): boolean {
  const token = findToken(answer);
  if (!field || token === undefined || token === field.value) return false;
  field.value = token;
  if (note) note.textContent = texts.taken;
  field.dispatchEvent(new Event('change'));
  return true;
}

function findToken(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('accessToken' in value && typeof value.accessToken === 'string') return value.accessToken;
  return Object.values(value)
    .map(findToken)
    .find((token) => token !== undefined);
}
