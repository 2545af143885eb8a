import { once } from 'node:events';
import type { Server, Socket } from 'node:net';

/** The connections of a server, as they come and go. */
export interface Connections {
  /** Comes back when every connection is closed by those who opened it, at the latest after `withinMs`. */
  drained(withinMs: number): Promise<void>;
  /** Closes the server and ends all connections, whatever they are in the middle of. */
  close(): Promise<void>;
}

/** Watches a server from its first connection on. */
export function watchConnections(server: Server): Connections {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) server.emit('idle');
    });
    socket.on('error', () => {}); // always followed by `close`
  });
  let closing: Promise<unknown> | undefined;
  return {
    async drained(withinMs) {
      if (sockets.size > 0) await once(server, 'idle', { signal: AbortSignal.timeout(withinMs) }).catch(() => {});
    },
    async close() {
      closing ??= once(server.close(), 'close');
      for (const socket of sockets) socket.destroy();
      await closing;
    },
  };
}
