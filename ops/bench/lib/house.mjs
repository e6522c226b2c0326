import { serverProgram } from '#scripts/house.mjs';
import { pathToFileURL } from 'node:url';
import { startServer } from './measured-process.mjs';

const main = pathToFileURL(serverProgram('main.js'));

/** The same at every start, so that a token outlives the server that gave it. */
const publicUrl = 'http://127.0.0.1:4000';

const everywhere = {
  PUBLIC_URL: publicUrl,
  METRICS_PORT: '0',
  METRICS_TOKEN: 'only for measuring, on a throw-away folder',
};

/** The built server as it runs in production, limits and all. */
const production = { NODE_ENV: 'production', INTROSPECTION: 'off' };

/** The same with limits that nobody meets: for making people, and for more rotations than one session may ask for. */
export const withoutLimits = { NODE_ENV: 'test', LIMITS_FACTOR: '1000000' };

/** Starts the built server on a data folder. */
export const startHouse = (folder, environment = production) =>
  startServer(main, {
    environment: { ...everywhere, DATA_DIR: folder, ...environment },
    readyPath: '/health/ready',
  });
