import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import closeWithGrace from 'close-with-grace';
import { KeyError, OperatorError } from '#kernel/operator-error.js';
import { createLog, type Logger } from '#platform/telemetry/log.js';
import { createApp, type App } from './app.js';
import { projectRoot } from './build-info.js';
import { listen } from './listening.js';
import { scheduleBackups } from './scheduled-backups.js';
import { asTypedHere, settingsOfProcess, SettingsError, type Settings } from './settings.js';

/** EX_CONFIG of sysexits.h: the settings are wrong. */
const badConfiguration = 78;
const drainMs = 10_000;

function settingsOrEnd(): Settings {
  try {
    return settingsOfProcess(projectRoot);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`These settings are wrong:\n${error.problems.map((problem) => `  ${problem}\n`).join('')}`);
    process.exit(badConfiguration);
  }
}

/** Says it in the log, and where a person watches, also plainly. */
function announcer(log: Logger): (message: string) => void {
  return (message) => {
    log.warn({ event: 'server.notice' }, message);
    if (process.stdout.isTTY) process.stderr.write(`\n  ${message}\n\n`);
  };
}

/** Ends with a sentence where an operator can mend it, else with all that is known. */
function endUnable(error: unknown, log: Logger): never {
  if (error instanceof OperatorError) {
    const sentence = `${error.message}. To do: ${asTypedHere(error.cure)}`;
    log.fatal({ event: 'server.unable' }, sentence);
    process.stderr.write(`The server did not start: ${sentence}\n`);
  } else {
    log.fatal(
      { event: 'server.unable', err: error },
      error instanceof Error ? error.message : 'the house did not open',
    );
  }
  process.exit(error instanceof KeyError ? badConfiguration : 1);
}

async function openOrEnd(settings: Settings, log: Logger): Promise<App> {
  try {
    return await createApp({ settings, log, announce: announcer(log) });
  } catch (error) {
    endUnable(error, log);
  }
}

/** Has both ports before anything is offered: a start that fails leaves a server that runs as it is. */
async function listenOrEnd(app: App, settings: Settings, log: Logger): Promise<Server> {
  try {
    const metrics = await listen(app, settings);
    await app.welcome();
    app.background.start();
    return metrics;
  } catch (error) {
    await app.close();
    endUnable(error, log);
  }
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const settings = settingsOrEnd();
const log = createLog(settings.logLevel);
const app = await openOrEnd(settings, log);
const metrics = await listenOrEnd(app, settings, log);
const ports = { port: portOf(app.http.server), metricsPort: portOf(metrics) };
log.info({ event: 'server.started', ...ports }, `Socle is ready at ${settings.publicUrl}`);

const stopBackups = scheduleBackups(app, settings, log);

closeWithGrace({ delay: drainMs, logger: false, skip: ['SIGINT'] }, async ({ signal, err }) => {
  if (err) log.fatal({ event: 'server.failed', err }, 'an error that nobody caught');
  app.drain();
  stopBackups();
  metrics.close();
  await app.close();
  log.info({ event: 'server.stopped', signal: signal ?? null }, 'Socle has stopped');
});

/** npm passes Ctrl+C on to a process that has it already: the second one must not cut the first one's grace short. */
let stopping = false;
process.on('SIGINT', () => {
  if (!stopping) process.kill(process.pid, 'SIGTERM');
  stopping = true;
});
