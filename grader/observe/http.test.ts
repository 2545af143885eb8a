import { Agent } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createRandom } from '../../shop/random.ts';
import type { HttpRequest } from './http.ts';
import { get, listen, ok, untilClosed } from './test-server.ts';

/** For answers that never come. */
const IMPATIENT_MS = 100;

const NOTHING = { status: null, responseHeaders: [], responseBody: '' };

test('an answer is given whole: status, headers as they were written, body', async () => {
  const { port } = await listen((socket) => socket.write(ok('찻잔', 'Set-Cookie: a', 'set-cookie: b', 'X-Empty:')));
  expect(await get(port)).toEqual({
    outcome: 'answered',
    error: null,
    status: 200,
    responseHeaders: [
      ['Content-Length', '6'],
      ['Set-Cookie', 'a'],
      ['set-cookie', 'b'],
      ['X-Empty', ''],
    ],
    responseBody: '찻잔',
  });
});

test('what is sent is what was asked for, with Host and Content-Length and nothing else', async () => {
  const { port, read } = await listen((socket) => socket.end(ok('')));
  await get(port, {
    path: '/a?b=%20c',
    headers: [
      ['X-Request-ID', 'ê'],
      ['x-request-id', '2'],
    ],
  });
  await get(port, { method: 'POST', headers: [['content-type', 'text/plain']], body: 'soup' });
  await get(port, { method: 'DELETE', body: '' });
  expect(read.map((text) => text.replaceAll(String(port), 'PORT').replaceAll('\r\n', '\n'))).toMatchInlineSnapshot(`
    [
      "GET /a?b=%20c HTTP/1.1
    Host: 127.0.0.1:PORT
    X-Request-ID: ê
    x-request-id: 2

    ",
      "POST / HTTP/1.1
    Host: 127.0.0.1:PORT
    content-type: text/plain
    Content-Length: 4

    soup",
      "DELETE / HTTP/1.1
    Host: 127.0.0.1:PORT
    Content-Length: 0

    ",
    ]
  `);
});

test('an agent that keeps connections alive is used', async () => {
  const { port, sockets } = await listen((socket) => socket.write(ok('')));
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  for (let time = 0; time < 3; time += 1) expect(await get(port, { agent })).toMatchObject({ outcome: 'answered' });
  expect(sockets).toHaveLength(1);
});

test('of a body no more is kept than asked for, and it is read to its end', async () => {
  const { port } = await listen((socket) => socket.write(ok('x'.repeat(1_000_000))));
  expect(await get(port, { bodyBytes: 10 })).toMatchObject({ outcome: 'answered', responseBody: 'xxxxxxxxxx' });
  expect(await get(port, { bodyBytes: 0 })).toMatchObject({ outcome: 'answered', responseBody: '' });
  const { port: slow } = await listen((socket) => void drip(socket, ok('soup')));
  expect(await get(slow, { bodyBytes: 3 })).toMatchObject({ outcome: 'answered', responseBody: 'sou' });
});

test.for<[what: string, answer: (socket: Socket) => void, body: string]>([
  ['a body that ends with the connection', (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nsoup'), 'soup'],
  ['early hints before it', (socket) => socket.write(`HTTP/1.1 103 Early Hints\r\n\r\n${ok('soup')}`), 'soup'],
  ['one byte at a time', (socket) => void drip(socket, ok('soup')), 'soup'],
])('an answer is an answer: %s', async ([, answer, body]) => {
  const { port } = await listen(answer);
  expect(await get(port)).toMatchObject({ outcome: 'answered', error: null, status: 200, responseBody: body });
});

async function drip(socket: Socket, text: string): Promise<void> {
  for (const byte of Buffer.from(text)) {
    if (socket.destroyed) return;
    socket.write(Buffer.from([byte]));
    await turn();
  }
}

test.for<[what: string, answer: (socket: Socket) => void, error: string]>([
  ['garbage', (socket) => socket.end('<html>\r\n\r\n'), 'HPE_INVALID_CONSTANT'],
  ['bytes', (socket) => socket.end(Buffer.from([0, 255, 254, 10, 13])), 'HPE_INVALID_CONSTANT'],
  ['a status that is none', (socket) => socket.end('HTTP/1.1 teapot\r\n\r\n'), 'HPE_INVALID_STATUS'],
  [
    'a length that is none',
    (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n'),
    'HPE_INVALID_CONTENT_LENGTH',
  ],
  [
    '10 000 headers',
    (socket) => socket.end(ok('', ...Array.from({ length: 10_000 }, (_, n) => `x-${n}: 1`))),
    'HPE_HEADER_OVERFLOW',
  ],
  ['a reset', (socket) => socket.resetAndDestroy(), 'ECONNRESET'],
  ['an end without an answer', (socket) => socket.end(), 'ECONNRESET'],
])('no answer is a failure: %s', async ([, answer, error]) => {
  const { port } = await listen(answer);
  expect(await get(port)).toEqual({ ...NOTHING, outcome: 'failed', error });
});

test.for<[what: string, rest: string, error: string]>([
  ['cut short', 'Content-Length: 100\r\n\r\nsoup', 'ECONNRESET'],
  ['in chunks that are none', 'Transfer-Encoding: chunked\r\n\r\nsoup\r\n', 'HPE_INVALID_CHUNK_SIZE'],
])('a body that is broken is a failure, whose status is known: %s', async ([, rest, error]) => {
  const { port } = await listen((socket) => socket.end(`HTTP/1.1 201 Created\r\n${rest}`));
  expect(await get(port)).toMatchObject({ outcome: 'failed', error, status: 201 });
});

test('nobody listening is a failure', async () => {
  expect(await get(1)).toEqual({ ...NOTHING, outcome: 'failed', error: 'ECONNREFUSED' });
});

test.for<[what: string, answer: (socket: Socket) => void]>([
  ['silence', () => {}],
  ['headers that never end', (socket) => socket.write('HTTP/1.1 200 OK\r\nX-A: 1\r\n')],
  ['a body that never ends', (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nsou')],
  ['a byte at a time, without end', (socket) => void drip(socket, ok('x'.repeat(1_000_000)))],
  ['early hints without end', (socket) => void drip(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(100_000))],
  [
    'another protocol',
    (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
  ],
])('the deadline holds for the whole exchange: %s', async ([, answer]) => {
  const { port, sockets } = await listen(answer);
  expect(await get(port, { deadlineMs: IMPATIENT_MS })).toMatchObject({
    outcome: 'timeout',
    error: `no complete answer within ${IMPATIENT_MS} ms`,
    responseBody: '',
  });
  await Promise.all(sockets.map((socket) => untilClosed(socket)));
});

// Tokens and ids that an app made up stand in later requests.
test.for<[what: string, request: Partial<HttpRequest>, error: string]>([
  ['a path with a space', { path: '/orders/o 1' }, 'ERR_UNESCAPED_CHARACTERS'],
  ['a path with a line end', { path: '/\r\nX: 1' }, 'ERR_UNESCAPED_CHARACTERS'],
  ['a header value with a line end', { headers: [['Authorization', 'Bearer a\nb']] }, 'ERR_INVALID_CHAR'],
  ['a header name with a space', { headers: [['X A', '1']] }, 'ERR_INVALID_HTTP_TOKEN'],
  ['a method that is none', { method: 'G ET' }, 'ERR_INVALID_HTTP_TOKEN'],
])('what cannot be sent is a failure, not a fault: %s', async ([, request, error]) => {
  const { port, read } = await listen((socket) => socket.write(ok('')));
  const sent = async () => await get(port, request);
  await expect(sent()).resolves.toEqual({ ...NOTHING, outcome: 'failed', error });
  expect(read).toEqual([]);
});

test('random answers never throw, and come to an outcome', async () => {
  const pieces = [
    'HTTP/1.1 200 OK',
    'HTTP/1.1 ',
    '\r\n',
    '\r\n\r\n',
    '\n',
    ':',
    'Content-Length: 3',
    'Transfer-Encoding: chunked',
    '3',
    'abc',
    '0',
    '\0',
    '\u{FFFD}',
    ' ',
  ];
  const outcomes = await Promise.all(
    Array.from({ length: 150 }, async (_, seed) => {
      const random = createRandom(seed);
      const text = Array.from({ length: random.int(1, 30) }, () => random.pick(pieces)).join('');
      const { port } = await listen((socket) => socket.end(seed % 2 === 0 ? text : `HTTP/1.1 200 OK\r\n${text}`));
      return (await get(port)).outcome;
    }),
  );
  expect([...new Set(outcomes)].toSorted()).toEqual(['answered', 'failed']);
});
