import { expect, test } from 'vitest';
import { itemsOf } from '../../../evidence/envelopes.ts';
import { eventsOf } from '../../../evidence/sentry-events.ts';
import { groupOf } from '../../../evidence/sentry-groups.ts';
import { sentrySpansOf } from '../../../evidence/sentry-spans.ts';
import { drawEvent } from '../../../evidence/sentry-view.ts';
import { openedIngest, runProgram } from './producers.ts';

/** A shop of four routes that asks itself, and ends when it has sent everything. */
const SHOP = `
Sentry.init({ environment: 'staging', release: 'shop@1.2.3', tracePropagationTargets: [] });
const { default: express } = await import('express');
const app = express();
app.use(express.json());
app.use((req, res, next) => { Sentry.setUser({ id: req.headers['x-user'] }); next(); });
function findOrder(id) { throw new RangeError('no order ' + id); }
app.post('/orders/:id', (req) => { Sentry.addBreadcrumb({ category: 'order', message: 'found' }); findOrder(req.params.id); });
app.get('/captured', (req, res) => {
  Sentry.captureException(new Error('gone', { cause: new TypeError('why') }), { level: 'warning', tags: { dependency: 'payments' } });
  res.end();
});
app.get('/message', (req, res) => { Sentry.captureMessage('order 17 is late'); res.end(); });
app.use((error, req, res, next) => { res.status(500).end(); });
const server = app.listen(0, '127.0.0.1', async () => {
  const at = 'http://127.0.0.1:' + server.address().port;
  const order = { method: 'POST', headers: { 'x-user': 'u1', authorization: 'a', 'content-type': 'application/json' }, body: '{"n":1}' };
  await fetch(at + '/orders/1?token=t', order);
  await fetch(at + '/orders/2', order);
  await fetch(at + '/captured');
  await fetch(at + '/message');
  await Sentry.close(5000);
  server.close();
});
`;

test('what the SDK sends for an app in trouble is read', async () => {
  const ingest = await openedIngest();
  const ended = await runProgram(ingest.dsn, SHOP, { SENTRY_TRACES_SAMPLE_RATE: '1' });
  expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
  expect(ingest.refused()).toEqual([]);
  const kinds = itemsOf(ingest.received()).map(({ kind }) => kind);
  expect(new Set(kinds)).toEqual(new Set(['event', 'span', 'sessions']));

  const events = eventsOf(ingest.received());
  const [first, second, captured, message] = events;
  expect(events).toHaveLength(4);
  expect(first).toMatchObject({
    level: 'error',
    release: 'shop@1.2.3',
    environment: 'staging',
    transaction: 'POST /orders/:id',
    exceptions: [{ type: 'RangeError', value: 'no order 1', mechanism: { handled: false, synthetic: false } }],
    user: { id: 'u1' },
    breadcrumbs: [{ category: 'order', message: 'found', level: 'info' }],
    request: { method: 'POST', data: '{"n":1}' },
  });
  expect(first?.exceptions[0]?.frames.findLast(({ inApp }) => inApp)).toMatchObject({
    function: 'findOrder',
    module: 'app',
    lineno: 8,
    contextLine: "function findOrder(id) { throw new RangeError('no order ' + id); }",
  });
  expect(captured).toMatchObject({
    level: 'warning',
    tags: { dependency: 'payments' },
    exceptions: [
      { type: 'TypeError', value: 'why' },
      { type: 'Error', value: 'gone', mechanism: { handled: true } },
    ],
  });
  expect(message).toMatchObject({ level: 'info', message: 'order 17 is late', exceptions: [{ type: '' }] });
  expect([first, second].map((event) => event && groupOf(event))).toEqual([
    expect.any(String),
    first && groupOf(first),
  ]);
  expect(new Set(events.map((event) => groupOf(event))).size).toBe(3);

  const segments = sentrySpansOf(ingest.received()).filter(({ op }) => op === 'http.server');
  expect(segments.map(({ name, isSegment, status }) => `${name} ${isSegment} ${status}`).toSorted()).toEqual([
    'GET /captured true ok',
    'GET /message true ok',
    'POST /orders/:id true error',
    'POST /orders/:id true error',
  ]);
  const own = segments.find(({ traceId }) => traceId === first?.trace.traceId);
  expect(own?.attributes).toMatchObject({ 'http.route': '/orders/:id', 'http.request.body.data': '{"n":1}' });
  const handler = sentrySpansOf(ingest.received()).find(({ spanId }) => spanId === first?.trace.spanId);
  expect(handler).toMatchObject({ op: 'handler', isSegment: false, parentSpanId: own?.spanId });

  expect(first && drawEvent(first).map((line) => line.replaceAll(/three-am-sentry-\w+|\d+\.\d+(?= s)/g, '_')))
    .toMatchInlineSnapshot(`
      [
        "RangeError: no order 1",
        "in POST /orders/:id",
        "error · unhandled · shop@1.2.3 · staging",
        "user id=u1 ip_address=127.0.0.1",
        "stack",
        "  findOrder  …/_/app.mjs:8:32",
        "  <anonymous>  …/_/app.mjs:9:99",
        "breadcrumbs",
        "  -_ s  order  info  found",
        "filtered",
        "  request.headers.authorization",
        "  request.url",
        "  request.query_string",
      ]
    `);
});

test('transactions are the same spans as streamed ones', async () => {
  const ingest = await openedIngest();
  const env = { SENTRY_TRACES_SAMPLE_RATE: '1', SENTRY_TRACE_LIFECYCLE: 'static' };
  expect((await runProgram(ingest.dsn, SHOP, env)).exitCode).toBe(0);
  expect(itemsOf(ingest.received()).filter(({ kind }) => kind === 'transaction')).toHaveLength(4);
  const spans = sentrySpansOf(ingest.received());
  const segment = spans.find(({ isSegment, name }) => isSegment && name === 'POST /orders/:id');
  expect(segment).toMatchObject({ op: 'http.server', status: 'internal_error', parentSpanId: '' });
  expect(segment?.attributes).toMatchObject({ 'http.route': '/orders/:id' });
  expect(spans.filter(({ parentSpanId }) => parentSpanId === segment?.spanId).map(({ op }) => op)).toContain('handler');
});

test('an error that nobody caught arrives before the process ends', async () => {
  const ingest = await openedIngest();
  const ended = await runProgram(ingest.dsn, "Sentry.init(); setImmediate(() => { throw new Error('boom'); });");
  expect(ended.exitCode).toBe(1);
  expect(eventsOf(ingest.received())).toMatchObject([
    {
      level: 'fatal',
      exceptions: [{ value: 'boom', mechanism: { type: 'auto.node.onuncaughtexception', handled: false } }],
    },
  ]);
});

test('a large event comes compressed', async () => {
  const ingest = await openedIngest();
  await runProgram(ingest.dsn, "Sentry.init(); Sentry.captureMessage('x'.repeat(100_000)); await Sentry.close(5000);");
  const [request] = ingest.received();
  expect(request?.headers).toContainEqual(['content-encoding', 'gzip']);
  expect(request?.bytes).toBeGreaterThan(100_000);
});

const THREE = `
Sentry.init({ sendClientReports: false });
for (const text of ['a', 'b', 'c']) {
  Sentry.captureMessage(text);
  await Sentry.flush(5000);
}
await Sentry.close(5000);
`;

test.for([
  ['up', [200, 200, 200]],
  ['failing', [503, 503, 503]],
  ['limited', [429]],
] as const)('the SDK understands an ingest that is %s, and the app lives', async ([mode, statuses]) => {
  const ingest = await openedIngest({ mode });
  expect(await runProgram(ingest.dsn, THREE)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  expect(ingest.received().map(({ status }) => status)).toEqual(statuses);
});

test('fifty apps at once are all read, and none by the neighbour', async () => {
  const [ingest, neighbour] = [await openedIngest(), await openedIngest()];
  const many = (at: string) =>
    `const many = Array.from({ length: 25 }, (_, index) => new Sentry.NodeClient({ dsn: '${at}', integrations: [], stackParser: Sentry.defaultStackParser, transport: Sentry.makeNodeTransport }));
    for (const [index, client] of many.entries()) { client.init(); client.captureMessage('m' + index); }
    await Promise.all(many.map((client) => client.close(5000)));`;
  await Promise.all([runProgram(ingest.dsn, many(ingest.dsn)), runProgram(neighbour.dsn, many(neighbour.dsn))]);
  for (const one of [ingest, neighbour]) {
    const texts = eventsOf(one.received()).map(({ message }) => message);
    expect(texts.toSorted()).toEqual(Array.from({ length: 25 }, (_, index) => `m${index}`).toSorted());
  }
});
