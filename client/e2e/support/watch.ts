import type { BrowserContext, ConsoleMessage } from 'playwright-core';

/** What went wrong on the pages of one device. */
export interface Watch {
  /** Errors of scripts, of the content policy and of the console. */
  readonly troubles: string[];
  /** Requests to any other origin. */
  readonly strays: string[];
  /** Requests that got no answer at all. */
  readonly lost: string[];
  /** HTTP refusals that the browser mentions in its console, by status. */
  readonly refusals: number[];
}

const LOST = /^Failed to load resource: net::/;
const REFUSAL = /^Failed to load resource: the server responded with a status of (\d+)/;

/** Runs in each page before anything else: the console alone does not carry every violation. */
const reportViolations = `addEventListener('securitypolicyviolation', (event) =>
  console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile));`;

function note(seen: Watch, message: ConsoleMessage): void {
  if (message.type() !== 'error') return;
  const text = message.text();
  const status = REFUSAL.exec(text)?.[1];
  if (status) seen.refusals.push(Number(status));
  else if (LOST.test(text)) seen.lost.push(`${text} (${message.location().url})`);
  else seen.troubles.push(`${text} (${message.location().url})`);
}

/** Writes down what a person would never see and must not happen. */
export async function watch(context: BrowserContext, home: string): Promise<Watch> {
  const seen: Watch = { troubles: [], strays: [], lost: [], refusals: [] };
  await context.addInitScript({ content: reportViolations });
  context.on('console', (message) => note(seen, message));
  context.on('weberror', (error) => seen.troubles.push(String(error.error().stack ?? error.error())));
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== home && !['data:', 'blob:'].includes(protocol)) seen.strays.push(request.url());
  });
  return seen;
}
