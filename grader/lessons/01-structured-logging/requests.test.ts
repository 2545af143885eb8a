import { expect, test } from 'vitest';
import type { Evidence, Exchange, Header } from '../../evidence/evidence.ts';
import { isPathOf, pointAtExchange, requestLog } from './requests.ts';

const EXCHANGE: Exchange = {
  index: 0,
  service: 'shop',
  method: 'GET',
  path: '/products/p_1?token=t',
  route: '/products/:id',
  requestHeaders: [],
  requestBody: null,
  outcome: 'answered',
  error: null,
  status: 200,
  responseHeaders: [],
  responseBody: '',
  expectedStatus: 200,
  sentTick: 1,
  endedTick: 2,
  waitMs: 0,
  facts: {},
};

const asked = (id: string): { requestHeaders: Header[] } => ({ requestHeaders: [['X-Request-Id', id]] });
const echoed = (id: string): { responseHeaders: Header[] } => ({ responseHeaders: [['x-request-ID', id]] });

type Line = Record<string, unknown>;

const started = (line: Line = {}): Line => ({
  event: 'request.started',
  method: 'GET',
  path: '/products/p_1',
  ...line,
});
const completed = (line: Line = {}): Line => ({ ...started({ status: 200, ...line }), event: 'request.completed' });

/** Gives each request's lines by their `n`, and those of requests that nobody sent. */
function match(exchanges: Partial<Exchange>[], lines: Line[]) {
  const numbered = lines.map((line, n) => JSON.stringify({ ...line, n })).join('\n');
  const evidence = {
    runs: {
      default: {
        name: 'default',
        processes: { shop: { service: 'shop', stdout: Buffer.from(numbered) } },
        exchanges: exchanges.map((exchange, index) => ({ ...EXCHANGE, index, ...exchange })),
      },
    },
  } as unknown as Evidence;
  const { requests, invented } = requestLog(evidence, 'default');
  const numbers = (events: { object: Line }[]) => events.map(({ object }) => object['n']);
  return {
    requests: requests.map((request) => [request.exchange.index, numbers(request.started), numbers(request.completed)]),
    invented: numbers(invented),
  };
}

test('lines belong to the request whose id they carry, sent or echoed, whatever their order', () => {
  const exchanges = [asked('a'), { ...asked('bad id'), ...echoed('new') }, echoed('c')];
  const lines = ['c', 'new', 'a', 'new', 'a', 'c'].map((requestId, n) =>
    n < 3 ? started({ requestId }) : completed({ requestId }),
  );
  expect(match(exchanges, lines)).toEqual({
    requests: [
      [0, [2], [4]],
      [1, [1], [3]],
      [2, [0], [5]],
    ],
    invented: [],
  });
});

test('an id counts for more than a wrong method and path', () => {
  const lines = [started({ requestId: 'a', method: 'PUT', path: '/elsewhere' })];
  expect(match([{}, asked('a')], lines)).toEqual({
    requests: [
      [0, [], []],
      [1, [0], []],
    ],
    invented: [],
  });
});

test('an empty id is none', () => {
  expect(match([{}, { ...asked(''), ...echoed('') }], [started(), started({ requestId: '' })]).requests).toEqual([
    [0, [0], []],
    [1, [1], []],
  ]);
});

test('a repeated line stays with its request', () => {
  const lines = [completed({ requestId: 'a' }), completed({ requestId: 'a' })];
  expect(match([asked('a'), {}], lines).requests).toEqual([
    [0, [], [0, 1]],
    [1, [], []],
  ]);
});

test('without a known id the first request with that method and path counts, which still lacks such a line', () => {
  const lines = [started(), started(), started(), completed({ method: 'POST' }), completed({ path: '/products/p_2' })];
  expect(match([{}, {}], lines)).toEqual({
    requests: [
      [0, [0], []],
      [1, [1], []],
    ],
    invented: [2, 3, 4],
  });
});

test('of several such requests a completed line belongs to one with its status', () => {
  expect(
    match([{ status: 200 }, { status: 404 }], [completed({ status: 404 }), completed({ status: 503 })]).requests,
  ).toEqual([
    [0, [], [1]],
    [1, [], [0]],
  ]);
});

test('an id that was met on one line is known on the next', () => {
  const lines = [
    started({ requestId: 'own1' }),
    started({ requestId: 'own2' }),
    completed({ requestId: 'own2' }),
    completed({ requestId: 'own1' }),
  ];
  expect(match([{ outcome: 'aborted' }, { outcome: 'aborted' }], lines).requests).toEqual([
    [0, [0], [3]],
    [1, [1], [2]],
  ]);
});

test('an aborted line stands in for a completed one', () => {
  expect(match([asked('a')], [{ ...completed({ requestId: 'a' }), event: 'request.aborted' }]).requests).toEqual([
    [0, [], [0]],
  ]);
});

test('other lines are none of its business', () => {
  expect(match([asked('a')], [{ event: 'order.placed', requestId: 'a' }, { event: 'request.failed' }])).toEqual({
    requests: [[0, [], []]],
    invented: [],
  });
});

test('health checks, and requests that never reached the app, are left out', () => {
  const exchanges = [{ route: '/healthz', path: '/healthz' }, { error: 'ECONNREFUSED' }, { error: 'ECONNRESET' }];
  expect(match(exchanges, [started({ path: '/healthz?probe=1' }), completed({ path: '/healthz' })])).toEqual({
    requests: [[2, [], []]],
    invented: [],
  });
});

test('a run that there is not has no requests', () => {
  expect(requestLog({ runs: {} } as Evidence, 'default')).toEqual({ requests: [], invented: [] });
});

test.for<[value: unknown, is: boolean]>([
  ['/products/p_1?token=t', true],
  ['/products/p_1', true],
  ['/products/p_1?other=1', true],
  ['/products/:id', true],
  ['/products', false],
  ['/products/p_1/', false],
  ['', false],
  [undefined, false],
  [null, false],
  [42, false],
])('does %j name the path of a request? %s', ([value, is]) => {
  expect(isPathOf(value, EXCHANGE)).toBe(is);
});

test('a request that no route serves is named by its path alone', () => {
  const exchange = { ...EXCHANGE, path: '/nowhere', route: null };
  expect(isPathOf('/nowhere', exchange)).toBe(true);
  expect(isPathOf('null', exchange)).toBe(false);
});

test('a request is shown with what came of it', () => {
  expect(pointAtExchange('default', EXCHANGE)).toEqual({
    channel: 'http',
    run: 'default',
    service: 'shop',
    excerpt: 'GET /products/p_1?token=t → 200',
  });
  expect(pointAtExchange('default', { ...EXCHANGE, outcome: 'timeout', status: null }).excerpt).toBe(
    'GET /products/p_1?token=t → timeout',
  );
});
