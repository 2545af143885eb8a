import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import type { OtlpReceiver } from './receiver.ts';
import {
  call,
  connected,
  dialled,
  fixture,
  framed,
  grpcPath,
  JSON_TYPE,
  opened,
  post,
  PROTOBUF,
  untilClosed,
} from './clients.ts';

const GZIP = { 'content-encoding': 'gzip' };
const GRPC_GZIP = { 'grpc-encoding': 'gzip' };
/** Field 1, which is longer than the message. */
const TRUNCATED = Buffer.from([0x0a, 0x7f, 0x0a]);
const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024));
const MEGABYTE = Buffer.alloc(1024 * 1024);

const codesOf = (receiver: OtlpReceiver) => receiver.refused().map(({ code, status }) => [code, status]);

test.for<[what: string, body: Buffer | string, options: Parameters<typeof post>[2], status: number, code: string]>([
  ['no message', TRUNCATED, {}, 400, 'malformed'],
  ['text as Protobuf', 'hello', {}, 400, 'malformed'],
  ['text that is no UTF-8', Buffer.from([0x0a, 0x03, 0x1a, 0x01, 0xff]), {}, 400, 'malformed'],
  ['no JSON', '{', { headers: JSON_TYPE }, 400, 'malformed'],
  ['no bytes of JSON', Buffer.from([0x22, 0xff, 0x22]), { headers: JSON_TYPE }, 400, 'malformed'],
  ['JSON that is no message', '[]', { headers: JSON_TYPE }, 400, 'malformed'],
  ['no body of JSON', '', { headers: JSON_TYPE }, 400, 'malformed'],
  ['no gzip', 'hello', { headers: { ...PROTOBUF, ...GZIP } }, 400, 'broken-encoding'],
  ['gzip cut short', gzipSync('{}').subarray(0, -9), { headers: { ...JSON_TYPE, ...GZIP } }, 400, 'broken-encoding'],
  ['a bomb', BOMB, { headers: { ...PROTOBUF, ...GZIP } }, 413, 'too-large'],
  ['too large', Buffer.alloc(5 * MEGABYTE.length), {}, 413, 'too-large'],
  ['too many empty spans', Buffer.alloc(MEGABYTE.length, Buffer.from([0x0a, 0])), {}, 413, 'too-large'],
  ['too many elements', `[${'[],'.repeat(300_000)}[]]`, { headers: JSON_TYPE }, 413, 'too-large'],
  ['a deep nest', '['.repeat(1_000_000), { headers: JSON_TYPE }, 400, 'malformed'],
  ['another path', '', { path: '/v1/profiles' }, 404, 'unknown-path'],
  ['the path of gRPC', '', { path: grpcPath('traces') }, 404, 'unknown-path'],
  ['no path', '', { path: '/' }, 404, 'unknown-path'],
  ['GET', '', { method: 'GET' }, 405, 'wrong-method'],
  ['PUT', '', { method: 'PUT' }, 405, 'wrong-method'],
  ['a type of text', '', { headers: { 'content-type': 'text/plain' } }, 415, 'wrong-content-type'],
  ['no type', '', { headers: {} }, 415, 'wrong-content-type'],
  ['another compression', '', { headers: { ...PROTOBUF, 'content-encoding': 'br' } }, 415, 'wrong-encoding'],
])('over HTTP, refused and named: %s', async ([, body, options, status, code]) => {
  const receiver = await opened();
  const answer = await post(receiver.port, body, options);
  expect(answer.status).toBe(status);
  const isProtobuf = (options?.headers ?? PROTOBUF)['content-type'] === PROTOBUF['content-type'];
  expect(answer.headers['content-type']).toBe(isProtobuf ? 'application/x-protobuf' : 'application/json');
  // A google.rpc.Status in the request's own encoding: of Protobuf's, field 1 is the code and field 2 the text.
  const told = isProtobuf ? `^\\x08.\\x12.{1,2}${code}` : `^{"code":\\d+,"message":"${code}`;
  expect(answer.body.toString('latin1')).toMatch(new RegExp(told, 's'));
  expect(codesOf(receiver)).toEqual([[code, status]]);
  expect(receiver.refused()[0]).toMatchObject({
    what: `${options?.method ?? 'POST'} ${options?.path ?? '/v1/traces'}`,
  });
  expect(receiver.received()).toEqual([]);
  expect(receiver.exceeded()).toBe(false);
  expect(await post(receiver.port, '')).toMatchObject({ status: 200 });
});

test.for<[what: string, body: Buffer, headers: Record<string, string>, grpc: number, code: string]>([
  ['no message', framed(TRUNCATED), {}, 3, 'malformed'],
  ['no frame', Buffer.from('hello there'), {}, 3, 'malformed'],
  ['nothing', Buffer.alloc(0), {}, 3, 'malformed'],
  ['two messages', Buffer.concat([framed(Buffer.alloc(0)), framed(Buffer.alloc(0))]), {}, 3, 'malformed'],
  ['a message that ends early', framed(Buffer.alloc(9)).subarray(0, -1), {}, 13, 'cut-short'],
  ['a prefix that ends early', Buffer.alloc(4), {}, 13, 'cut-short'],
  ['a flag that is none', framed(Buffer.alloc(0), 2), {}, 3, 'malformed'],
  ['gzip cut short', framed(gzipSync('').subarray(0, -9), 1), GRPC_GZIP, 13, 'broken-encoding'],
  ['compressed, but not said how', framed(gzipSync(''), 1), {}, 12, 'wrong-encoding'],
  ['another compression', framed(gzipSync(''), 1), { 'grpc-encoding': 'snappy' }, 12, 'wrong-encoding'],
  ['a bomb', framed(BOMB, 1), GRPC_GZIP, 8, 'too-large'],
  ['too large', framed(Buffer.alloc(5 * MEGABYTE.length)), {}, 8, 'too-large'],
  ['too many empty spans', framed(Buffer.alloc(MEGABYTE.length, Buffer.from([0x0a, 0]))), {}, 8, 'too-large'],
  ['another method', framed(Buffer.alloc(0)), { ':path': grpcPath('profiles') }, 12, 'unknown-path'],
])('over gRPC, refused and named: %s', async ([, body, headers, grpc, code]) => {
  const receiver = await opened();
  const session = connected(receiver.port);
  const answer = await call(session, body, headers);
  expect(answer).toMatchObject({ http: 200, grpc, body: Buffer.alloc(0) });
  expect(answer.message).toMatch(code);
  expect(codesOf(receiver)).toEqual([[code, grpc]]);
  expect(receiver.received()).toEqual([]);
  expect(await call(session, framed(Buffer.alloc(0)))).toMatchObject({ grpc: 0 });
});

test.for<[what: string, headers: Record<string, string>, http: number, code: string]>([
  ['OTLP over HTTP', { ':path': '/v1/traces', 'content-type': 'application/x-protobuf' }, 415, 'wrong-content-type'],
  ['a type that begins alike', { 'content-type': 'application/grpc-web' }, 415, 'wrong-content-type'],
  ['JSON messages', { 'content-type': 'application/grpc+json' }, 415, 'wrong-content-type'],
  ['GET', { ':method': 'GET' }, 405, 'wrong-method'],
])('over HTTP/2, what is no gRPC is answered in HTTP: %s', async ([, headers, http, code]) => {
  const receiver = await opened();
  expect(await call(connected(receiver.port), Buffer.alloc(0), headers)).toMatchObject({ http, grpc: undefined });
  expect(receiver.refused()).toMatchObject([{ code, status: http, grpc: false }]);
});

test.for<[what: string, bytes: Buffer, code: string]>([
  ['text', Buffer.from('hello\r\n\r\n'), 'not-http'],
  ['bytes', Buffer.from([0, 255, 254, 10, 13]), 'not-http'],
  ['a TLS handshake', Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]), 'tls'],
  ['garbage after the preface', Buffer.from(`PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${'garbage '.repeat(20)}`), 'not-http'],
  ['headers without end', Buffer.from(`GET / HTTP/1.1\r\nA: ${'a'.repeat(20_000)}`), 'too-large'],
  ['half a preface', Buffer.from('PRI * HTTP/2.0\r\nHost: a\r\n\r\n'), 'not-http'],
])('what is no request ends its connection, and is named: %s', async ([, bytes, code]) => {
  const receiver = await opened();
  const socket = dialled(receiver.port);
  socket.write(bytes);
  await untilClosed(socket);
  expect(receiver.refused()).toMatchObject([{ code, what: '' }]);
  expect(await post(receiver.port, '')).toMatchObject({ status: 200 });
});

const HEAD = 'POST /v1/traces HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n';

test.for<[what: string, bytes: Buffer | string, name: string]>([
  ['a head over HTTP', HEAD.slice(0, 40), ''],
  ['a body over HTTP', `${HEAD}{`, 'POST /v1/traces'],
  ['a message over gRPC', fixture('go-grpc-gzip').subarray(0, -100), `POST ${grpcPath('traces')}`],
])('what its connection cuts short is named, once: %s', async ([, bytes, what]) => {
  for (const leave of ['end', 'destroy'] as const) {
    const receiver = await opened();
    const socket = dialled(receiver.port);
    await new Promise((written) => socket.write(bytes, written));
    socket[leave]();
    await untilClosed(socket);
    await vi.waitFor(() => expect(receiver.refused()).not.toEqual([]));
    expect(await post(receiver.port, '')).toMatchObject({ status: 200 });
    expect(receiver.refused()).toMatchObject([{ code: 'cut-short', what, status: null }]);
  }
});

test('a call that is cancelled before its message is complete is named', async () => {
  const receiver = await opened();
  const stream = connected(receiver.port).request({
    ':method': 'POST',
    ':path': grpcPath('traces'),
    'content-type': 'application/grpc',
  });
  stream.on('error', () => {});
  await new Promise((written) => stream.write(framed(Buffer.alloc(9)).subarray(0, 7), written));
  stream.close(8);
  await vi.waitFor(() => expect(receiver.refused()).toHaveLength(1));
  // Whether it was told depends on whether the cancellation came with the end of the stream or after it.
  expect(receiver.refused()).toMatchObject([{ code: 'cut-short', what: `POST ${grpcPath('traces')}`, grpc: true }]);
});

test('one of many bombs at once is no worse than another', async () => {
  const receiver = await opened();
  const session = connected(receiver.port);
  const small = framed(gzipSync(Buffer.alloc(8 * MEGABYTE.length)), 1);
  const answers = await Promise.all(Array.from({ length: 100 }, () => call(session, small, GRPC_GZIP)));
  // Eight megabytes of zeros are allowed as bytes, and are no message.
  expect(new Set(answers.map(({ grpc }) => grpc))).toEqual(new Set([3]));
});
