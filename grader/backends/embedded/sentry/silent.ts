import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A Sentry that takes connections and never answers. */
export interface SilentSentry {
  readonly dsn: string;
  /** Ends all connections; from then on none is taken. */
  close(): Promise<void>;
}

/** Opens one on a port that is free. */
export async function openSilentSentry(): Promise<SilentSentry> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).once('close', () => sockets.delete(socket));
    socket.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let closed: Promise<unknown> | undefined;
  return {
    dsn: `http://${'0'.repeat(32)}@127.0.0.1:${port}/42`,
    async close() {
      closed ??= once(server.close(), 'close');
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
