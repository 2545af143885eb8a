import { expect, test, vi } from 'vitest';
import { call, connected, dialled, framed, JSON_TYPE, opened, post } from './clients.ts';
import type { OtlpLimits } from './intake.ts';

const BODY = '{"resourceSpans":[{"schemaUrl":"a"}]}';
const postJson = (port: number, body = BODY) => post(port, body, { headers: JSON_TYPE });

test('beyond so many requests nothing is kept, and it is said', async () => {
  const receiver = await opened({ limits: { requests: 2 } });
  const session = connected(receiver.port);
  expect((await postJson(receiver.port)).status).toBe(200);
  expect((await call(session, framed(Buffer.alloc(0)))).grpc).toBe(0);
  expect(receiver.exceeded()).toBe(false);
  expect((await postJson(receiver.port)).status).toBe(429);
  expect(receiver.exceeded()).toBe(true);
  expect((await call(session, framed(Buffer.alloc(0)))).grpc).toBe(8);
  expect(receiver.received()).toHaveLength(2);
  expect(receiver.refused().map(({ code }) => code)).toEqual(['exceeded', 'exceeded']);
});

test.for<[what: string, limits: Partial<OtlpLimits>]>([
  ['bytes', { totalBytes: 700 }],
  ['fields', { totalFields: 8 }],
])('beyond so many %s nothing is kept, however small the next one is', async ([, limits]) => {
  const receiver = await opened({ limits });
  const statuses: number[] = [];
  for (let left = 8; left > 0; left -= 1) statuses.push((await postJson(receiver.port)).status);
  const kept = receiver.received().length;
  expect(kept).toBeGreaterThan(1);
  expect(kept).toBeLessThan(8);
  expect(statuses).toEqual([
    ...Array.from({ length: kept }, () => 200),
    ...Array.from({ length: 8 - kept }, () => 429),
  ]);
  expect(receiver.exceeded()).toBe(true);
});

test('headers count too', async () => {
  const receiver = await opened({ limits: { totalBytes: 1000 } });
  const headers = { ...JSON_TYPE, 'x-long': 'x'.repeat(1000) };
  expect((await post(receiver.port, '{}', { headers })).status).toBe(429);
  expect(receiver.exceeded()).toBe(true);
});

test('refusals are bounded too', async () => {
  const receiver = await opened({ limits: { refusals: 3 } });
  for (let left = 5; left > 0; left -= 1) await post(receiver.port, '', { path: `/${'x'.repeat(1000)}` });
  expect(receiver.refused()).toHaveLength(3);
  expect(receiver.refused()[0]?.what).toHaveLength(200);
  expect(receiver.exceeded()).toBe(true);
});

test('bodies under way have so much room together, and it is given back', async () => {
  const receiver = await opened({ limits: { pendingBytes: 100 } });
  const slow = dialled(receiver.port);
  slow.write(
    `POST /v1/traces HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n${' '.repeat(80)}`,
  );
  await vi.waitFor(async () => expect((await postJson(receiver.port)).status).toBe(503));
  expect((await call(connected(receiver.port), framed(Buffer.alloc(50)))).grpc).toBe(14);
  expect(receiver.exceeded()).toBe(false);
  slow.destroy();
  await vi.waitFor(async () => expect((await postJson(receiver.port)).status).toBe(200));
  expect(receiver.refused().at(-1)).toMatchObject({ code: 'cut-short' });
});

test('a body is never kept beyond its limit, whether its length is told or not', async () => {
  const receiver = await opened({ limits: { sentBytes: 10 } });
  expect((await postJson(receiver.port, ' '.repeat(11))).status).toBe(413);
  const chunked = { ...JSON_TYPE, 'transfer-encoding': 'chunked' };
  expect((await post(receiver.port, ' '.repeat(11), { headers: chunked })).status).toBe(413);
  expect((await post(receiver.port, '{}        ', { headers: chunked })).status).toBe(200);
  expect((await call(connected(receiver.port), framed(Buffer.alloc(6)))).grpc).toBe(8);
});
