import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { watchConnections } from '../connections.ts';

/** A Sentry that takes connections and never answers. */
export interface SilentSentry {
  readonly dsn: string;
  /** Ends all connections; from then on none is taken. */
  close(): Promise<void>;
}

/** Opens one on a port that is free. */
export async function openSilentSentry(): Promise<SilentSentry> {
  const server = createServer((socket) => void socket.resume());
  const { close } = watchConnections(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { dsn: `http://${'0'.repeat(32)}@127.0.0.1:${port}/42`, close };
}
