import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { dialled, untilClosed } from '../otlp/clients.ts';
import { addressOf, EVENT, send } from './envelopes-by-hand.ts';
import { openedIngest } from './producers.ts';

const MEGABYTE = 1024 * 1024;
const BOMB = Buffer.alloc(16 * MEGABYTE);
const ITEM = '{"type":"event"}';
type Options = NonNullable<Parameters<typeof send>[2]>;

test.for<[how: string, options: (key: string) => Options, body?: (dsn: string) => string]>([
  ['the query', (key) => ({ path: `/api/42/envelope/?sentry_version=7&sentry_key=${key}` })],
  ['no slash', (key) => ({ path: `/api/42/envelope?sentry_key=${key}` })],
  ['a header', (key) => auth(`Sentry sentry_version=7, sentry_client=a/1, sentry_key=${key}`)],
  ['a header, otherwise', (key) => auth(`sentry sentry_key=${key},sentry_version=7`)],
  ['the envelope', () => auth(''), (dsn) => `{"dsn":"${dsn}"}\n${ITEM}\n{}`],
  ['an old DSN', () => auth(''), (dsn) => `{"dsn":"${dsn.replace('@', ':secret@')}"}\n${ITEM}\n{}`],
])('the key may come by %s', async ([, options, body = () => EVENT]) => {
  const ingest = await openedIngest();
  const { key } = addressOf(ingest);
  expect((await send(ingest, body(ingest.dsn), options(key))).status).toBe(200);
  expect(ingest.refused()).toEqual([]);
});

function auth(header: string): Options {
  return { path: '/api/42/envelope/', headers: { 'x-sentry-auth': header } };
}

const OTHER = '0'.repeat(32);

test.for<[what: string, options: (key: string) => Options, status: number, code: string, body?: string]>([
  ['no key', () => auth(''), 401, 'missing-key'],
  ['another key', () => ({ key: OTHER }), 403, 'wrong-key'],
  ['another key in the header', () => auth(`Sentry sentry_key=${OTHER}`), 403, 'wrong-key'],
  ['a part of the key', (key) => ({ key: key.slice(0, -1) }), 403, 'wrong-key'],
  ['another project', (key) => ({ path: `/api/43/envelope/?sentry_key=${key}` }), 403, 'wrong-project'],
  ['another DSN', () => ({}), 403, 'wrong-key', `{"dsn":"http://${OTHER}@127.0.0.1/42"}`],
  ['a DSN that is none', () => auth(''), 401, 'missing-key', '{"dsn":"127.0.0.1"}'],
  ['PUT', () => ({ method: 'PUT' }), 405, 'wrong-method'],
  ['the path of events', (key) => ({ path: `/api/42/store/?sentry_key=${key}` }), 404, 'unknown-path'],
  ['a project that is no number', (key) => ({ path: `/api/a/envelope/?sentry_key=${key}` }), 404, 'unknown-path'],
  ['no path', () => ({ path: '/' }), 404, 'unknown-path'],
  ['another compression', () => ({ headers: { 'content-encoding': 'lz4' } }), 415, 'wrong-encoding'],
  ['__proto__', () => ({ headers: { 'content-encoding': '__proto__' } }), 415, 'wrong-encoding'],
])('refused and named: %s', async ([, options, status, code, body = EVENT]) => {
  const ingest = await openedIngest();
  const { key } = addressOf(ingest);
  const answer = await send(ingest, body, options(key));
  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.body.toString())).toMatchObject({ detail: code });
  expect(ingest.refused()).toMatchObject([{ code, status }]);
  expect(JSON.stringify(ingest.refused())).not.toContain(key);
  expect(ingest.received()).toEqual([]);
  expect((await send(ingest, EVENT)).status).toBe(200);
});

test.for<[what: string, body: string | Buffer, status: number, code: string]>([
  ['nothing', '', 400, 'malformed'],
  ['text', 'hello', 400, 'malformed'],
  ['bytes', Buffer.from([0, 255, 254, 10, 13]), 400, 'malformed'],
  ['a list', '[]', 400, 'malformed'],
  ['an item header that is a list', '{}\n[]\n{}', 400, 'malformed'],
  ['null for an item header', '{}\nnull\n{}', 400, 'malformed'],
  ['an item without a payload', `{}\n${ITEM}\n`, 400, 'malformed'],
  ['an event cut short', EVENT.slice(0, -3), 400, 'malformed'],
  ['an item cut short', '{}\n{"type":"attachment","length":9}\nabc', 400, 'malformed'],
  ['an item that goes on', '{}\n{"type":"attachment","length":2}\nabc\n{}\n{}', 400, 'malformed'],
  ['a negative length', '{}\n{"type":"attachment","length":-1}\nabc', 400, 'malformed'],
  ['half a byte', '{}\n{"type":"attachment","length":1.5}\na', 400, 'malformed'],
  ['a deep nest', `{}\n${ITEM}\n${'['.repeat(100_000)}`, 400, 'malformed'],
  ['too many empty items', '{}\n'.repeat(100_001), 413, 'too-large'],
  ['too many empty lists', `{}\n${ITEM}\n[${'[],'.repeat(200_000)}[]]`, 413, 'too-large'],
  ['too large', ' '.repeat(2 * MEGABYTE + 1), 413, 'too-large'],
])('no envelope of the project, refused and named: %s', async ([, body, status, code]) => {
  const ingest = await openedIngest();
  const chunked = { headers: { 'transfer-encoding': 'chunked' } };
  expect((await send(ingest, body)).status).toBe(status);
  expect((await send(ingest, body, chunked)).status).toBe(status);
  expect(ingest.refused()).toMatchObject([
    { code, status, what: 'POST /api/42/envelope/' },
    { code, status },
  ]);
  expect(ingest.received()).toEqual([]);
  expect(ingest.exceeded()).toBe(false);
  expect((await send(ingest, EVENT)).status).toBe(200);
});

test.for([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
] as const)('%s is read, and its bombs are not', async ([encoding, compress]) => {
  const ingest = await openedIngest();
  const headers = { 'content-encoding': encoding };
  expect((await send(ingest, compress(EVENT), { headers })).status).toBe(200);
  expect(ingest.received()).toMatchObject([{ envelope: EVENT, bytes: Buffer.byteLength(EVENT) }]);
  const bomb = compress(BOMB);
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(ingest, bomb, { headers })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([413]));
  expect((await send(ingest, 'hello', { headers })).status).toBe(400);
  expect((await send(ingest, compress(EVENT).subarray(0, -5), { headers })).status).toBe(400);
  expect(new Set(ingest.refused().map(({ code }) => code))).toEqual(new Set(['too-large', 'broken-encoding']));
});

test.for<[what: string, bytes: Buffer, code: string]>([
  ['text', Buffer.from('hello\r\n\r\n'), 'not-http'],
  ['bytes', Buffer.from([0, 255, 254, 10, 13]), 'not-http'],
  ['a TLS handshake', Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]), 'tls'],
  ['HTTP/2', Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), 'not-http'],
])('what is no HTTP ends its connection, and is named: %s', async ([, bytes, code]) => {
  const ingest = await openedIngest();
  const socket = dialled(addressOf(ingest).port);
  socket.write(bytes);
  await untilClosed(socket);
  expect(ingest.refused()).toMatchObject([{ code, what: '' }]);
  expect((await send(ingest, EVENT)).status).toBe(200);
});

test('a request that is not completed is named, and hinders nobody', async () => {
  const [ingest, neighbour] = [await openedIngest(), await openedIngest()];
  const { port, key } = addressOf(ingest);
  const socket = dialled(port);
  socket.write(`POST /api/42/envelope/?sentry_key=${key} HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{`);
  expect((await send(ingest, EVENT)).status).toBe(200);
  socket.destroy();
  await vi.waitFor(() => expect(ingest.refused()).toMatchObject([{ code: 'cut-short', status: null }]));
  expect((await send(neighbour, EVENT)).status).toBe(200);
  expect(neighbour.refused()).toEqual([]);
});
