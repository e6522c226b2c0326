import type { Clock } from '#kernel/ports.js';
import { OperatorError } from '#kernel/operator-error.js';
import { createLog } from '#platform/telemetry/log.js';
import { createApp, type App } from '../app.js';
import { projectRoot } from '../build-info.js';
import { asTypedHere, settingsOfProcess, SettingsError, type Settings } from '../settings.js';

/** EX_CONFIG of sysexits.h. */
const badConfiguration = 78;

/** Says one thing to the person at the terminal. */
export const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Ends the command with a reason. */
export function fail(reason: string, code = 1): never {
  process.stderr.write(`${reason}\n`);
  process.exit(code);
}

/** Ends the command with one sentence where an operator can mend what is wrong; any other error stays as it is. */
export function failPlainly(error: unknown): never {
  if (error instanceof OperatorError) fail(`${error.message}. To do: ${asTypedHere(error.cure)}`);
  throw error;
}

/** The settings, or the end of the command with all that is wrong. */
export function settingsOrFail(): Settings {
  try {
    return settingsOfProcess(projectRoot);
  } catch (error) {
    if (error instanceof SettingsError)
      fail(`These settings are wrong:\n  ${error.problems.join('\n  ')}`, badConfiguration);
    throw error;
  }
}

/** A log that only speaks of trouble, on standard error, so that a command's answer stays alone on standard output. */
export const quietLog = () => createLog('error', process.stderr);

/** Runs `work` in an open house that does not listen, and closes it. */
export async function inHouse<T>(work: (app: App, settings: Settings) => Promise<T>, clock?: Clock): Promise<T> {
  const settings = settingsOrFail();
  const app = await createApp({ settings, log: quietLog(), announce: say, ...(clock && { clock }) });
  try {
    return await work(app, settings);
  } finally {
    await app.close();
  }
}
