import Bowser from 'bowser';

const longest = 80;

/** Printable text of at most `longest` code points. */
const tidy = (text: string): string => [...text.replace(/[\p{Cc}\p{Cf}]/gu, '').trim()].slice(0, longest).join('');

/** 'Firefox on Linux' for a browser, the program's own first word ('curl/8.5') otherwise. */
function nameOf(userAgent: string): string {
  const { browser, os } = Bowser.parse(userAgent);
  if (browser.name && os.name) return `${browser.name} on ${os.name}`;
  return tidy(userAgent.split(' ', 1)[0] ?? '') || 'Unknown device';
}

/** What a session is called: the name that the caller gives, otherwise what the user agent says. */
export function describeDevice(given: string | null | undefined, userAgent: string): string {
  return tidy(given ?? '') || (userAgent ? nameOf(userAgent) : 'Unknown device');
}
