import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { spansOf } from '../../../evidence/spans.ts';
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
import { openOtlpReceiver } from './receiver.ts';

test.for(['traces', 'logs', 'metrics'])(
  '%s are accepted over all three protocols, with an empty answer',
  async (signal) => {
    const receiver = await opened();
    const path = `/v1/${signal}`;
    expect(await post(receiver.port, '', { path })).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/x-protobuf' },
      body: Buffer.alloc(0),
    });
    const json = await post(receiver.port, '{}', {
      path,
      headers: { 'content-type': 'application/json; charset=utf-8' },
    });
    expect(json).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{}'),
    });
    expect(await call(connected(receiver.port), framed(Buffer.alloc(0)), { ':path': grpcPath(signal) })).toEqual({
      http: 200,
      grpc: 0,
      message: '',
      body: framed(Buffer.alloc(0)),
    });
    expect(receiver.received().map((one) => [one.signal, one.protocol, one.message])).toEqual([
      [signal, 'http/protobuf', {}],
      [signal, 'http/json', {}],
      [signal, 'grpc', {}],
    ]);
  },
);

test('what is kept says when, how large, and with which headers', async () => {
  const receiver = await opened();
  const before = Date.now();
  await post(receiver.port, '{"resourceSpans":[]}', { headers: { ...JSON_TYPE, 'X-Scope-OrgID': 'a' } });
  const [request] = receiver.received();
  expect(request).toMatchObject({ bytes: 20 });
  expect(request?.headers).toContainEqual(['X-Scope-OrgID', 'a']);
  expect(request?.receivedAt).toBeGreaterThanOrEqual(before);
  expect(request?.receivedAt).toBeLessThanOrEqual(Date.now());
});

/** With this frame a Go client takes its leave, once it has its answer. */
const GOAWAY = -42;

// Recorded from a Go program with otlptracegrpc and otlptracehttp 1.47.0 (grpc-go 1.84.0): all that its connection sent.
test.for([
  ['go-grpc-gzip', 'grpc'],
  ['go-http-gzip', 'http/protobuf'],
] as const)('a connection of a Go program, replayed: %s', async ([name, protocol]) => {
  const receiver = await opened();
  const socket = dialled(receiver.port);
  const bytes = fixture(name);
  const leave = protocol === 'grpc' ? bytes.length + GOAWAY : bytes.length;
  socket.write(bytes.subarray(0, leave));
  await vi.waitFor(() => expect(receiver.received()).toHaveLength(1));
  socket.end(bytes.subarray(leave));
  await untilClosed(socket);
  expect(receiver.refused()).toEqual([]);
  expect(receiver.received()[0]?.protocol).toBe(protocol);
  const spans = spansOf(receiver.received());
  expect(spans.map(({ service, kind, status }) => [service, kind, status])).toEqual([
    ['stock', 'client', { code: 'error', message: 'out of stock' }],
    ['stock', 'server', { code: 'ok', message: '' }],
  ]);
  expect(spans[0]).toMatchObject({
    name: '재고 확인 🫖',
    parentSpanId: spans[1]?.spanId,
    attributes: { big: '9007199254740993', n: -3, pi: 3.25, ok: false, list: [1, 2], empty: '' },
    events: [{ name: 'exception', attributes: { 'exception.message': 'out of stock' } }],
    links: [{ spanId: spans[1]?.spanId, attributes: { why: 'test' }, flags: 0x101 }],
    scope: { name: 'go-producer', version: '1.2.3', attributes: { go: true } },
  });
});

test.for([
  ['go-grpc-gzip', GOAWAY],
  ['go-http-gzip', undefined],
] as const)('the protocol is seen however its first bytes are cut: %s', async ([name, end]) => {
  const receiver = await opened();
  const bytes = fixture(name).subarray(0, end);
  await Promise.all(
    Array.from({ length: 30 }, async (_, cut) => {
      const socket = dialled(receiver.port).setNoDelay();
      await once(socket, 'connect');
      socket.write(bytes.subarray(0, cut));
      await new Promise((written) => socket.write(bytes.subarray(cut, cut + 1), written));
      socket.write(bytes.subarray(cut + 1));
      await once(socket, 'data');
    }),
  );
  await vi.waitFor(() => expect(receiver.received()).toHaveLength(30));
});

test('closing does not wait for anybody, and keeps what there was', async () => {
  const receiver = await openOtlpReceiver();
  await post(receiver.port, '');
  const session = connected(receiver.port);
  const stream = session.request({
    ':method': 'POST',
    ':path': grpcPath('traces'),
    'content-type': 'application/grpc',
  });
  stream.on('error', () => {});
  await new Promise((written) => stream.write(Buffer.from([0, 0, 0]), written));
  const head = `POST /v1/traces HTTP/1.1\r\nHost: a\r\nContent-Type: ${PROTOBUF['content-type']}\r\nContent-Length: 9\r\n\r\n`;
  const sockets = [Buffer.from(''), 'PRI * HTTP/2.0\r\n', 'POST /v1/tra', head, `${head}four`].map((text) => {
    const socket = dialled(receiver.port);
    socket.write(text);
    return socket;
  });
  await Promise.all(sockets.filter(({ connecting }) => connecting).map((socket) => once(socket, 'connect')));
  await Promise.all([receiver.close(), receiver.close()]);
  await receiver.close();
  await Promise.all(sockets.map((socket) => untilClosed(socket)));
  expect(receiver.received()).toHaveLength(1);
  expect(receiver.refused()).toEqual([]);
  await expect(post(receiver.port, '')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test.for([
  ['go-grpc-gzip', GOAWAY],
  ['go-http-gzip', undefined],
] as const)('a client that is gone before its answer has exported all the same: %s', async ([name, end]) => {
  const receiver = await opened();
  const socket = dialled(receiver.port);
  await new Promise((written) => socket.write(fixture(name).subarray(0, end), written));
  socket.destroy();
  await vi.waitFor(() => expect(receiver.received()).toHaveLength(1));
  expect(receiver.refused()).toEqual([]);
});

test('an idle connection over HTTP/2 that its client half closes is closed', async () => {
  const receiver = await opened();
  const socket = dialled(receiver.port);
  socket.end(fixture('go-grpc-gzip').subarray(0, GOAWAY));
  await untilClosed(socket);
  expect(receiver.received()).toHaveLength(1);
  expect(receiver.refused()).toEqual([]);
});

test('one connection over HTTP/1.1 carries many requests, refused ones among them', async () => {
  const receiver = await opened();
  const socket = dialled(receiver.port);
  for (const [path, body] of [
    ['/v1/traces', '{}'],
    ['/v1/traces', '{'],
    ['/v1/profiles', 'a body that nobody reads'],
    ['/v1/logs', '{}'],
  ] as const)
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
  socket.end();
  const answers = Buffer.concat((await socket.toArray()) as Buffer[]).toString();
  expect(answers.match(/(?<=HTTP\/1\.1 )\d+/g)).toEqual(['200', '400', '404', '200']);
  expect(receiver.received().map(({ signal }) => signal)).toEqual(['traces', 'logs']);
});

test('a closed receiver keeps no process alive, whoever was connected', async () => {
  const url = JSON.stringify(new URL('receiver.ts', import.meta.url));
  const program = `
    import { openOtlpReceiver } from ${url};
    const receiver = await openOtlpReceiver();
    process.stdout.write(String(receiver.port));
    process.stdin.once('data', () => process.stdin.destroy());
    process.stdin.once('close', () => receiver.close());`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  await call(connected(Number(port)), framed(Buffer.alloc(0)));
  const socket = dialled(Number(port));
  socket.write('POST /v1/traces HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{}');
  child.stdin.write('close');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('a connection that is only half closed is answered', async () => {
  const receiver = await opened();
  const socket = dialled(receiver.port);
  socket.end('POST /v1/traces HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}');
  const chunks = (await socket.toArray()) as Buffer[];
  expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1.1 200 OK\r\n/);
});
