import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What the proxy does with an answer: hands it over, cuts both connections instead, or keeps it for ever. */
export type Fate = 'pass' | 'cut' | 'withhold';

/** A wire between client and server that a test can break. */
export interface Proxy {
  readonly port: number;
  /** What becomes of answers from now on. */
  fate: Fate;
  /** Cuts every connection at this moment, whatever is under way. */
  cut(): void;
  close(): Promise<void>;
}

/** Puts a proxy before the server on a port; requests always arrive. */
export async function openProxy(serverPort: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    // Broken connections are what this is for.
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const listener = createServer((client) => {
    const server = keep(connect(serverPort, '127.0.0.1'));
    keep(client).pipe(server);
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
    server.on('data', (answer) => {
      if (proxy.fate === 'pass') client.write(answer);
      if (proxy.fate === 'cut') proxy.cut();
    });
  });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  const proxy: Proxy = {
    port: (listener.address() as AddressInfo).port,
    fate: 'pass',
    cut: () => sockets.forEach((socket) => socket.destroy()),
    async close() {
      proxy.cut();
      await once(listener.close(), 'close');
    },
  };
  return proxy;
}
