import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { ensureBuilt } from './lib/builds.mjs';
import { prepareClient } from './lib/checks.mjs';
import { inHouse, ownNode, serverArguments } from './lib/house.mjs';
import { ensureInstalled } from './lib/installed.mjs';
import { requireFree } from './lib/ports.mjs';
import { become, start } from './lib/run.mjs';
import { command, dim, say } from './lib/tell.mjs';
import { WatchedServer } from './lib/watched-server.mjs';

/** Older ones watch folders badly. */
const oldestNode = 24;
const address = 'http://localhost:5173';
const { port: clientPort } = new URL(address);
if (existsSync(inHouse('.env'))) process.loadEnvFile(inHouse('.env'));
const settingOr = (name, fallback) => process.env[name] || fallback;
const host = settingOr('HOST', '127.0.0.1');
const port = settingOr('PORT', '4000');
const metricsPort = settingOr('METRICS_PORT', '9464');
const server = `http://localhost:${port}`;

async function requirePorts() {
  const cureOf = (name) => `stop it, perhaps an \`npm start\`, or set ${name} to a free one`;
  const ofServer = [
    { port, cure: cureOf('PORT') },
    { port: metricsPort, cure: cureOf('METRICS_PORT') },
  ];
  await requireFree(ofServer, host);
  await requireFree([{ port: clientPort, cure: 'stop it, perhaps another `npm run dev`' }], 'localhost');
}

/** What the compiler writes at each change; the built program comes too late for that. */
const compiled = (file) => inHouse('server', 'dist', 'src', file);

/** A program as what can be stopped and ends. */
function program(...launch) {
  const child = start(...launch);
  return { stop: () => child.kill('SIGTERM'), ended: once(child, 'exit').then(([code]) => code ?? 0) };
}

/** The compiler, the server that restarts on what it compiles, and the client's development server, which is the address to open. */
const programs = () => [
  program('tsc', ['--project', 'server/tsconfig.build.json', '--watch', '--preserveWatchOutput']),
  new WatchedServer({
    folder: compiled(''),
    launch: () => start(ownNode, serverArguments(compiled('main.js')), { env: { PUBLIC_URL: address } }),
    isReady: () =>
      fetch(`${server}/health/live`).then(
        ({ ok }) => ok,
        () => false,
      ),
  }),
  program('vite', ['dev', '--port', clientPort, '--strictPort'], {
    cwd: inHouse('client'),
    env: { SOCLE_SERVER: server },
  }),
];

/** Whichever program ends first, or a signal, ends them all. */
async function runTogether(together) {
  const stop = () => together.forEach((each) => each.stop());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  const ends = together.map(({ ended }) => ended);
  const code = await Promise.race(ends);
  stop();
  await Promise.allSettled(ends);
  return code;
}

await command(async () => {
  await requirePorts();
  await ensureInstalled();
  if (Number.parseInt(process.versions.node, 10) < oldestNode) return become(ownNode, ['ops/scripts/dev.mjs']);
  await Promise.all([ensureBuilt(['server']), prepareClient()]);
  say(`Open ${address} ${dim('(Ctrl+C stops everything)')}`);
  return runTogether(programs());
});
