import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { itemsOf } from '../../../evidence/envelopes.ts';
import { dialled, post, untilClosed } from '../otlp/clients.ts';
import { openSentryIngest, type SentryIngest } from './ingest.ts';
import { addressOf, EVENT, send } from './envelopes-by-hand.ts';
import { openedIngest } from './producers.ts';

test('an envelope is accepted as Sentry accepts it, and kept', async () => {
  const ingest = await openedIngest();
  const before = Date.now();
  const answer = await send(ingest, EVENT, { headers: { 'x-note': 'a' } });
  expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
  expect(answer.body.toString()).toBe('{"id":"0123456789abcdef0123456789abcdef"}');
  const [request] = ingest.received();
  expect(request).toMatchObject({ bytes: Buffer.byteLength(EVENT), envelope: EVENT, encoding: 'utf8', status: 200 });
  expect(request?.headers).toContainEqual(['x-note', 'a']);
  expect(request?.receivedAt).toBeGreaterThanOrEqual(before);
  expect(JSON.parse(JSON.stringify(ingest.received()))).toEqual(ingest.received());
  expect(ingest.refused()).toEqual([]);
});

test('an envelope without an event has no id to be told', async () => {
  const ingest = await openedIngest();
  expect((await send(ingest, '{}\n{"type":"session"}\n{}')).body.toString()).toBe('{}');
});

test.for(['traces/', 'traces', 'logs'])(
  'what OpenTelemetry exports is taken, and not looked at: %s',
  async (signal) => {
    const ingest = await openedIngest();
    const path = `/api/42/integration/otlp/v1/${signal}`;
    const headers = { 'x-sentry-auth': `Sentry sentry_version=7, sentry_key=${addressOf(ingest).key}` };
    expect((await send(ingest, Buffer.from([0x0a, 0xff]), { path, headers })).status).toBe(200);
    expect(ingest.received()).toEqual([]);
    expect(ingest.refused()).toEqual([]);
    expect((await send(ingest, '{}', { path })).status).toBe(401);
    expect(ingest.refused()).toMatchObject([{ code: 'missing-key' }]);
  },
);

test('every ingest has a key and a port of its own', async () => {
  const [one, other] = [await openedIngest(), await openedIngest()];
  expect(one.dsn).toMatch(/^http:\/\/[\da-f]{32}@127\.0\.0\.1:\d+\/42$/);
  expect(addressOf(one).port).not.toBe(addressOf(other).port);
  expect(addressOf(one).key).not.toBe(addressOf(other).key);
  expect((await send(one, EVENT, { key: addressOf(other).key })).status).toBe(403);
  expect(other.refused()).toEqual([]);
});

test('a failing ingest says so, and keeps what was tried', async () => {
  const ingest = await openedIngest({ mode: 'failing' });
  expect((await send(ingest, EVENT)).status).toBe(503);
  expect(ingest.received()).toMatchObject([{ envelope: EVENT, status: 503 }]);
  expect(ingest.refused()).toEqual([]);
});

test('a limited ingest says for how long, in the words that SDKs read', async () => {
  const ingest = await openedIngest({ mode: 'limited' });
  const answer = await send(ingest, EVENT);
  expect(answer).toMatchObject({
    status: 429,
    headers: { 'retry-after': '60', 'x-sentry-rate-limits': '60::organization' },
  });
  expect(ingest.received()).toMatchObject([{ envelope: EVENT, status: 429 }]);
});

test('bytes that are no text survive', async () => {
  const ingest = await openedIngest();
  const blob = Buffer.from([0, 0xff, 0x0a, 0xfe, 0x22]);
  const envelope = Buffer.concat([Buffer.from(`{}\n{"type":"attachment","length":${blob.length}}\n`), blob]);
  expect((await send(ingest, envelope)).status).toBe(200);
  const [request] = ingest.received();
  expect(Buffer.from(request?.envelope ?? '', request?.encoding)).toEqual(envelope);
  expect(itemsOf(ingest.received())).toMatchObject([{ kind: 'attachment', reason: '' }]);
});

const HEAD = (length: number, { key }: { key: string }) =>
  `POST /api/42/envelope/?sentry_key=${key} HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n`;

test('closing does not wait for anybody, and keeps what there was', async () => {
  const ingest = await openSentryIngest({ mode: 'up' });
  await send(ingest, EVENT);
  const address = addressOf(ingest);
  const sockets = ['', 'POST /api/4', HEAD(9, address), `${HEAD(9, address)}four`].map((text) => {
    const socket = dialled(address.port);
    socket.write(text);
    return socket;
  });
  for (const socket of sockets) if (socket.connecting) await once(socket, 'connect');
  await Promise.all([ingest.close(), ingest.close()]);
  await ingest.close();
  await Promise.all(sockets.map((socket) => untilClosed(socket)));
  expect(ingest.received()).toHaveLength(1);
  expect(ingest.refused()).toEqual([]);
  await expect(post(address.port, '')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('beyond so many requests nothing is kept, and it is said', async () => {
  const ingest = await openedIngest({ limits: { requests: 2 } });
  expect(await statusesOf(ingest, 4)).toEqual([200, 200, 429, 429]);
  expect(ingest.exceeded()).toBe(true);
  expect(ingest.received()).toHaveLength(2);
  expect(ingest.refused().map(({ code }) => code)).toEqual(['exceeded', 'exceeded']);
});

test.for([
  ['bytes', { totalBytes: 3 * EVENT.length }],
  ['fields', { totalFields: 3 * 7 }],
] as const)('beyond so many %s nothing is kept, however small the next one is', async ([, limits]) => {
  const ingest = await openedIngest({ limits });
  const statuses = await statusesOf(ingest, 8);
  const kept = ingest.received().length;
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(8);
  expect(statuses).toEqual(Array.from({ length: 8 }, (_, index) => (index < kept ? 200 : 429)));
  expect((await send(ingest, '{}')).status).toBe(429);
  expect(ingest.exceeded()).toBe(true);
});

test('refusals are bounded too', async () => {
  const ingest = await openedIngest({ limits: { refusals: 3 } });
  for (let left = 5; left > 0; left -= 1) await send(ingest, '', { path: `/${'x'.repeat(1000)}` });
  expect(ingest.refused()).toHaveLength(3);
  expect(ingest.refused()[0]?.what).toHaveLength(200);
  expect(ingest.exceeded()).toBe(true);
});

test('bodies under way have so much room together, and it is given back', async () => {
  const ingest = await openedIngest({ limits: { pendingBytes: EVENT.length + 10 } });
  const slow = dialled(addressOf(ingest).port);
  slow.write(HEAD(99, addressOf(ingest)) + ' '.repeat(80));
  await vi.waitFor(async () => expect((await send(ingest, EVENT)).status).toBe(503));
  expect(ingest.exceeded()).toBe(false);
  slow.destroy();
  await vi.waitFor(async () => expect((await send(ingest, EVENT)).status).toBe(200));
  expect(ingest.refused()).toContainEqual(
    expect.objectContaining({ code: 'cut-short', status: null, what: 'POST /api/42/envelope/' }),
  );
});

test('so many connections are held, and no more', async () => {
  const ingest = await openedIngest({ limits: { connections: 2 } });
  const { port } = addressOf(ingest);
  const held = [dialled(port), dialled(port)];
  await Promise.all(held.map((socket) => once(socket, 'connect')));
  await untilClosed(dialled(port));
  for (const socket of held) socket.destroy();
  await vi.waitFor(async () => expect((await send(ingest, EVENT)).status).toBe(200));
});

async function statusesOf(ingest: SentryIngest, count: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let sent = 0; sent < count; sent += 1) statuses.push((await send(ingest, EVENT)).status);
  return statuses;
}
