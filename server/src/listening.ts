import type { Server } from 'node:http';
import { OperatorError } from '#kernel/operator-error.js';
import { serveMetrics } from '#platform/telemetry/metrics.js';
import type { App } from './app.js';
import type { Settings } from './settings.js';

type PortSetting = 'PORT' | 'METRICS_PORT';

/** What an operator is told about a port that cannot be had; what nobody here can explain stays as it is. */
function explained(error: unknown, setting: PortSetting, port: number): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new OperatorError(
        `port ${port} (${setting}) is taken, by another program or by this server started twice`,
        `stop that one, or set ${setting} to a free port`,
      );
    case 'EACCES':
      return new OperatorError(
        `port ${port} (${setting}) may not be opened by this user`,
        `set ${setting} to 1024 or above`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new OperatorError(
        'HOST names no address of this machine',
        'set HOST to 127.0.0.1, to 0.0.0.0 for every address, or to one that this machine has',
      );
    default:
      return error;
  }
}

async function attempt<T>(opening: Promise<T>, setting: PortSetting, port: number): Promise<T> {
  try {
    return await opening;
  } catch (error) {
    throw explained(error, setting, port);
  }
}

/** Opens the public port and then that of the metrics; answers the server of the latter. */
export async function listen(app: App, { host, port, metricsPort, metricsToken }: Settings): Promise<Server> {
  await attempt(app.http.listen({ host, port }), 'PORT', port);
  const metrics = serveMetrics(app.metrics, { host, port: metricsPort, token: metricsToken });
  return attempt(metrics, 'METRICS_PORT', metricsPort);
}
