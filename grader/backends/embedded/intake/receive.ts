import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { watchConnections } from '../connections.ts';
import type { Kept, Store } from './store.ts';

/** A server that takes requests in, and keeps them in memory. */
export interface Receiver<Request, Refusal> {
  /** On 127.0.0.1. */
  readonly port: number;
  /** What was accepted, in the order in which it was complete. */
  received(): readonly Request[];
  /** What was not. */
  refused(): readonly Refusal[];
  /** Whether more was sent than is kept. */
  exceeded(): boolean;
  /** Comes back when every connection is closed by those who opened it, at the latest after `withinMs`. */
  drained(withinMs: number): Promise<void>;
  /** Ends all connections, whatever they are in the middle of. Nothing more is kept. */
  close(): Promise<void>;
}

/** Has a server listen on a port that is free, and shows what it puts into the store. */
export async function receive<Request extends Kept, Refusal extends { receivedAt: number }>(
  server: Server,
  store: Store<Request, Refusal>,
  maxConnections: number,
): Promise<Receiver<Request, Refusal>> {
  const connections = watchConnections(server);
  server.maxConnections = maxConnections;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // What the end of the connections cuts short is nobody's fault: what there is by then is all there is.
  let kept: { received: Request[]; refused: Refusal[]; exceeded: boolean } | undefined;
  return {
    port,
    received: () => kept?.received ?? [...store.received],
    refused: () => kept?.refused ?? [...store.refused],
    exceeded: () => kept?.exceeded ?? store.exceeded(),
    drained: connections.drained,
    async close() {
      kept ??= { received: [...store.received], refused: [...store.refused], exceeded: store.exceeded() };
      await connections.close();
    },
  };
}
