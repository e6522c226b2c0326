import { once } from 'node:events';
import { createServer } from 'node:net';

/** True where another program listens on a port. */
export async function isTaken(port, host) {
  const probe = createServer();
  try {
    await once(probe.listen({ port, host, exclusive: true }), 'listening');
    return false;
  } catch (error) {
    if (error.code === 'EADDRINUSE') return true;
    throw error;
  } finally {
    probe.close();
  }
}

/** Ends with a sentence for the first port that another program has; each comes with what to do about it. */
export async function requireFree(wanted, host) {
  for (const { port, cure } of wanted)
    if (await isTaken(port, host)) throw new Error(`port ${port} is taken by another program: ${cure}.`);
}
