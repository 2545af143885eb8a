import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect, type ClientHttp2Session, type IncomingHttpHeaders } from 'node:http2';
import { connect as connectTcp, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { GRPC_PATHS } from './answers.ts';
import { openOtlpReceiver, type OtlpReceiver } from './receiver.ts';

/** How tests speak to a receiver where no real exporter would: what is sent is what they say, right or wrong. */

/** A receiver that is closed when the test is over. */
export async function opened(options: Parameters<typeof openOtlpReceiver>[0] = {}): Promise<OtlpReceiver> {
  const receiver = await openOtlpReceiver(options);
  onTestFinished(() => receiver.close());
  return receiver;
}

/** An answer over HTTP/1.1. */
export interface HttpAnswer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: Buffer;
}

export const PROTOBUF = { 'content-type': 'application/x-protobuf' };
export const JSON_TYPE = { 'content-type': 'application/json' };

interface HttpOptions {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
}

/** Posts a body; method, path and headers as given. */
export async function post(
  port: number,
  body: Buffer | string,
  { path = '/v1/traces', method = 'POST', headers = PROTOBUF }: HttpOptions = {},
): Promise<HttpAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
  const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false });
  outgoing.on('error', reject);
  outgoing.on('response', (response) => {
    response.toArray().then((chunks: Buffer[]) => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
    }, reject);
  });
  outgoing.end(body);
  return promise;
}

/** A connection over HTTP/2 that is closed when the test is over. */
export function connected(port: number): ClientHttp2Session {
  const session = connect(`http://127.0.0.1:${port}`);
  session.on('error', () => {});
  onTestFinished(() => session.destroy());
  return session;
}

/** The path of a signal's method. */
export const grpcPath = (signal: string): string =>
  [...GRPC_PATHS].find(([, name]) => name === signal)?.[0] ?? `/${signal}`;

/** What a gRPC call, or what claims to be one, came to. */
export interface GrpcAnswer {
  http: number | undefined;
  /** Undefined where the answer is no gRPC. */
  grpc: number | undefined;
  message: string;
  body: Buffer;
}

/** Calls a method with a body as given. */
export async function call(
  session: ClientHttp2Session,
  body: Buffer,
  headers: Record<string, string> = {},
): Promise<GrpcAnswer> {
  const all = {
    ':method': 'POST',
    ':path': grpcPath('traces'),
    'content-type': 'application/grpc',
    te: 'trailers',
    ...headers,
  };
  const stream = session.request(all, { endStream: false });
  let [first, last]: IncomingHttpHeaders[] = [{}, {}];
  stream.on('response', (initial) => (first = initial));
  stream.on('trailers', (trailers) => (last = trailers));
  stream.end(body);
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(stream, 'close');
  const answer = { ...first, ...last };
  const status = answer['grpc-status'];
  return {
    http: Number(answer[':status']),
    grpc: status === undefined ? undefined : Number(status),
    message: decodeURIComponent(String(answer['grpc-message'] ?? '')),
    body: Buffer.concat(chunks),
  };
}

/** A message with the prefix that gRPC puts before it. */
export function framed(message: Uint8Array, flag = 0): Buffer {
  const prefix = Buffer.alloc(5);
  prefix[0] = flag;
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

/** The bytes of a recording. */
export const fixture = (name: string): Buffer =>
  Buffer.from(readFileSync(new URL(`fixtures/${name}.base64`, import.meta.url), 'latin1'), 'base64');

/** A plain connection, whose end is no error. */
export function dialled(port: number): Socket {
  const socket = connectTcp(port, '127.0.0.1');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** When a connection is gone. What comes on it is dropped. */
export async function untilClosed(socket: Socket): Promise<void> {
  socket.resume();
  if (!socket.closed) await new Promise((closed) => socket.once('close', closed));
}
