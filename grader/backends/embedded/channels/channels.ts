import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { watchConnections } from '../connections.ts';
import { answerPagerDuty, answerSlack, type Answer } from './apis.ts';
import { openMailbox } from './mailbox.ts';

export type ChannelKind = 'pagerduty' | 'slack' | 'email' | 'webhook';

/** One notification as it arrived. */
export interface Delivery {
  kind: ChannelKind;
  /** Of the receiver's configuration that it came from: what its address was made of. */
  id: string;
  /** JSON as it was posted, or a mail's headers and text. */
  body: string;
  /** Why the real API would not have taken it; absent when it would. */
  refusal?: string;
}

/** Stand-ins of the channels on which people are told, each with the real one's shapes and answers. */
export interface Channels {
  /** The address of a receiver's configuration. */
  url(kind: Exclude<ChannelKind, 'email'>, id: string): string;
  /** `host:port`; whoever says hello as `id` is known by it. */
  smarthost: string;
  /** All that arrived so far, in order. */
  deliveries(): readonly Delivery[];
  /** Comes back as soon as the deliveries are as wanted, at the latest after `withinMs`. */
  until(wanted: (deliveries: readonly Delivery[]) => boolean, withinMs: number): Promise<void>;
  close(): Promise<void>;
}

const MAX_BODY = 1024 * 1024;

/** Opens the stand-ins on local ports. */
export async function openChannels(): Promise<Channels> {
  const deliveries: Delivery[] = [];
  const watchers = new Set<() => void>();
  const take = (delivery: Delivery): void => {
    deliveries.push(delivery);
    for (const watch of watchers) watch();
  };
  const server = createServer((request, response) => void takeRequest(request, response, take));
  const connections = watchConnections(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const mailbox = await openMailbox((id, body) => take({ kind: 'email', id, body }));
  return {
    url: (kind, id) => `http://127.0.0.1:${port}/${kind}/${id}`,
    smarthost: `127.0.0.1:${mailbox.port}`,
    deliveries: () => deliveries,
    async until(wanted, withinMs) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const watch = (): void => {
        if (wanted(deliveries)) resolve();
      };
      watchers.add(watch);
      const deadline = setTimeout(resolve, withinMs);
      watch();
      await promise;
      clearTimeout(deadline);
      watchers.delete(watch);
    },
    async close() {
      await Promise.all([connections.close(), mailbox.close()]);
    },
  };
}

const APIS: Partial<Record<string, (body: string) => Answer>> = {
  pagerduty: answerPagerDuty,
  slack: answerSlack,
  webhook: () => ({ status: 200, type: 'text/plain', body: '' }),
};

async function takeRequest(
  request: IncomingMessage,
  response: ServerResponse,
  take: (delivery: Delivery) => void,
): Promise<void> {
  const [, kind = '', id = ''] = (request.url ?? '').split('/');
  const answer = APIS[kind];
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > MAX_BODY) break;
      pieces.push(piece);
    }
  } catch {
    return; // the sender is gone
  }
  const body = Buffer.concat(pieces).toString('utf8');
  const { status, type, body: said, refusal } = answer?.(body) ?? { status: 404, type: 'text/plain', body: '' };
  response.writeHead(status, { 'content-type': type }).end(said);
  if (answer !== undefined)
    take({ kind: kind as ChannelKind, id, body, ...(refusal === undefined ? {} : { refusal }) });
}
