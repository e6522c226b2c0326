import { apiTokenPrefix } from '#kernel/api-token.js';
import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger };

const apiToken = new RegExp(`${apiTokenPrefix}[\\w-]*`, 'g');

/** Whatever brought an API token into a line, it does not leave in it (catalogue I7). */
const withoutTokens = (line: string): string =>
  line.includes(apiTokenPrefix) ? line.replaceAll(apiToken, `${apiTokenPrefix}…`) : line;

/**
 * JSON lines on standard output (or `destination`): UTC time, level name, no host or process noise. Written at once:
 * lines that wait would be overtaken by the last one when the process ends, or lost.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    hooks: { streamWrite: withoutTokens },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return pino(options, destination ?? pino.destination({ sync: true }));
}
