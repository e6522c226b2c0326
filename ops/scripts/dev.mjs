import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { ensureBuilt } from './lib/builds.mjs';
import { prepareClient } from './lib/checks.mjs';
import { inHouse, ownNode, serverArguments } from './lib/house.mjs';
import { ensureInstalled } from './lib/installed.mjs';
import { start } from './lib/run.mjs';
import { command, dim, say } from './lib/tell.mjs';

const address = 'http://localhost:5173';
if (existsSync(inHouse('.env'))) process.loadEnvFile(inHouse('.env'));
const server = { PUBLIC_URL: address };
const client = { SOCLE_SERVER: `http://localhost:${process.env.PORT ?? 4000}` };

/** The compiler, the server that restarts on what it compiles, and the client's development server, which is the address to open. */
const programs = () => [
  start('tsc', ['--project', 'server/tsconfig.build.json', '--watch', '--preserveWatchOutput']),
  start(ownNode, ['--watch', '--watch-preserve-output', ...serverArguments('main.js')], { env: server }),
  start('vite', ['dev', '--port', new URL(address).port, '--strictPort'], { cwd: inHouse('client'), env: client }),
];

/** Whichever program ends first, or a signal, ends them all. */
async function runTogether(children) {
  const stop = () => children.forEach((child) => child.kill('SIGTERM'));
  const ends = children.map((child) => once(child, 'exit'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  const [code] = await Promise.race(ends);
  stop();
  await Promise.allSettled(ends);
  return code ?? 0;
}

await command(async () => {
  await ensureInstalled();
  await Promise.all([ensureBuilt(['server']), prepareClient()]);
  say(`Open ${address} ${dim('(Ctrl+C stops everything)')}`);
  return runTogether(programs());
});
