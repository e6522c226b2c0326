import { randomBytes } from 'node:crypto';
import { openEngine } from './engine.mjs';
import { freePort } from './visitor.mjs';

export const commit = randomBytes(20).toString('hex');

/** Builds the images and opens the whole house, under a name and on a port of its own. */
export async function openHouse() {
  const port = await freePort();
  const project = `socle-test-${port}`;
  const engine = await openEngine({
    COMPOSE_PROJECT_NAME: project,
    SOCLE_TAG: 'test',
    SOCLE_PORT: String(port),
    COMMIT: commit,
  });
  if (engine.absent) return { absent: engine.absent };
  const { docker, compose } = engine;
  const house = {
    docker,
    compose,
    port,
    project,
    address: `http://localhost:${port}`,
    up: () => compose('up', '--detach', '--wait'),
    container: (service) => compose('ps', '--all', '--quiet', service),
    inspect: async (service) => JSON.parse(await docker('inspect', await house.container(service)))[0],
    inside: (service, ...command) => compose('exec', '-T', service, ...command),
    async close() {
      await compose('down', '--volumes', '--timeout', '5').catch(() => {});
      await engine.close();
    },
  };
  try {
    await compose('build');
    await house.up();
    return house;
  } catch (error) {
    const told = await compose('logs').catch(() => '');
    await house.close();
    throw new Error(`the house did not open.\n${error.stderr ?? error.message}\n${told}`, { cause: error });
  }
}
