import { m } from '#lib/i18n/index.ts';

/** What the server calls a browser: 'Firefox on Linux'. */
const described = /^(?<browser>.+) on (?<system>.+)$/;

/** What a device is called on the screen, in its language. */
export function deviceLabel(deviceName: string): string {
  const { browser, system } = described.exec(deviceName)?.groups ?? {};
  return browser && system ? m.sessions_device({ browser, system }) : deviceName;
}
