import { once } from 'node:events';
import { createServer, type AddressInfo, type ServerOpts, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { send, type HttpRequest } from './http.ts';

/** Longer than any answer here takes. */
const PATIENT_MS = 20_000;

/** A TCP server that does as it likes with each chunk it is sent. Gives its port, and all it has read. */
export async function listen(answer: (socket: Socket) => void, options: ServerOpts = {}) {
  const sockets: Socket[] = [];
  const read: string[] = [];
  const server = createServer(options, (socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', (bytes: Buffer) => {
      read.push(bytes.toString('latin1'));
      answer(socket);
    });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, sockets, read };
}

/** Waits until a connection is gone. */
export async function untilClosed(socket: Socket): Promise<void> {
  if (!socket.closed) await new Promise((closed) => socket.once('close', closed));
}

/** Sends a request with as much patience as it takes, unless told otherwise. */
export const get = (port: number, more: Partial<HttpRequest> = {}) =>
  send({
    port,
    method: 'GET',
    path: '/',
    headers: [],
    body: null,
    agent: false,
    deadlineMs: PATIENT_MS,
    bodyBytes: 1024,
    ...more,
  });

/** An answer as it stands on the wire. */
export const ok = (body: string, ...headers: string[]) =>
  ['HTTP/1.1 200 OK', `Content-Length: ${Buffer.byteLength(body)}`, ...headers, '', body].join('\r\n');
