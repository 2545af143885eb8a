import type { ProgramCase } from './program-case.ts';

/** Answers a scrape in its own way; the rest of the shop is the solution's. */
const answering = (body: string): string => `
  import { createServer, Server } from 'node:http';
  import { gzipSync } from 'node:zlib';
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (event, req, res) {
    if (event !== 'request' || req.url !== '/metrics') return emit.apply(this, arguments);
    ${body}
    return true;
  };
`;

const TEXT = "res.setHeader('Content-Type', 'text/plain; version=0.0.4; charset=utf-8');";

/** For answers that a busy machine takes seconds to make. */
const PATIENT = { exchangeMs: 30_000, runMs: 90_000 };

/** Apps of lesson 02, by row: `register` is prom-client's, `shop` the shop. */
export const METRICS_CASES: ProgramCase[] = [
  {
    id: '10-huge',
    program: answering(`${TEXT} res.end('x'.repeat(40 * 1024 * 1024));`),
    status: 'limit',
    message: /GET \/metrics gave more than 4 MB/,
    limits: PATIENT,
    fails: {},
    skips: 'all',
  },
  {
    id: '10-compressed-bomb',
    program: answering(
      `${TEXT} res.setHeader('Content-Encoding', 'gzip'); res.end(gzipSync(Buffer.alloc(256 * 1024 * 1024, 32)));`,
    ),
    status: 'limit',
    message: /GET \/metrics gave more than 4 MB/,
    fails: {},
    skips: 'all',
  },
  {
    id: '10-a-million-series',
    program: answering(`
      ${TEXT}
      const lines = Array.from({ length: 1_000_000 }, (_, index) => 'logins_total{user="u_' + index + '"} 1');
      res.end('# HELP logins_total Logins.\\n# TYPE logins_total counter\\n' + lines.join('\\n') + '\\n');
    `),
    status: 'limit',
    message: /label with the most values is "user": \d{5} so far, such as "u_0"/,
    limits: PATIENT,
    fails: {},
    skips: 'all',
  },
  {
    id: '10-thirty-thousand-series',
    program: `
      import { Gauge } from 'prom-client';
      const seen = new Gauge({ name: 'visitor_seen', help: 'Visitors.', labelNames: ['visitor'] });
      for (let visitor = 0; visitor < 30_000; visitor += 1) seen.set({ visitor: 'v' + visitor }, 1);
    `,
    status: 'failed',
    limits: PATIENT,
    fails: { cardinality: ['too-many'] },
  },
  {
    id: '10-never-ends',
    program: answering(`${TEXT} res.write('up 1\\n'); setInterval(() => res.write('# \\n'), 20).unref();`),
    status: 'failed',
    fails: { exposition: ['unanswered'] },
  },
  {
    id: '11-html',
    program: answering(
      "res.setHeader('Content-Type', 'text/html'); res.end('<html><body>It works!</body></html>\\n');",
    ),
    status: 'failed',
    fails: { exposition: ['content-type', 'unreadable'] },
  },
  {
    id: '11-malformed',
    program: answering(`${TEXT} res.end('# HELP a A.\\n# TYPE a counter\\na{b="c} 1\\n');`),
    status: 'failed',
    fails: { exposition: ['unreadable'] },
  },
  {
    id: '11-no-utf8',
    program: answering(`${TEXT} res.end(Buffer.from([0x61, 0x20, 0x31, 0x0a, 0xff, 0x0a]));`),
    status: 'failed',
    fails: { exposition: ['unreadable'] },
  },
  {
    id: '12-replays-the-first-scrape',
    program: `
      import { register } from 'prom-client';
      const scrape = register.metrics.bind(register);
      let first;
      register.metrics = () => (first ??= scrape());
    `,
    status: 'failed',
    fails: {
      'request-rate': ['count'],
      'request-duration': ['count', 'resolution', 'slo-edge', 'sum-short'],
      'errors-counted': ['abort-missing', 'error-missing'],
      cardinality: ['nothing-counted'],
      'in-flight': ['held'],
      'order-processing': ['amount-count', 'amount-sum', 'processing-count', 'sum-short'],
      inventory: ['after-delivery', 'after-sales'],
      payments: ['attempts', 'failures'],
      'users-carts': ['carts-checked-out', 'carts-created', 'users'],
      database: ['count', 'in-use', 'sum-short', 'waiting'],
      runtime: ['frozen'],
    },
  },
  {
    id: '12-nothing-is-a-number',
    program: `
      import { register } from 'prom-client';
      const scrape = register.metrics.bind(register);
      register.metrics = async () => (await scrape()).replaceAll(/^((?:http_request|order_processing|db_query)\\w+_sum\\S*) .*$/gm, '$1 NaN');
    `,
    status: 'failed',
    fails: {
      'request-duration': ['sum-long', 'sum-short'],
      'order-processing': ['sum-long', 'sum-short'],
      database: ['sum-long', 'sum-short'],
    },
  },
  {
    id: '14-believes-the-request',
    program: `
      import { Counter, Registry } from 'prom-client';
      import { Server } from 'node:http';
      const emit = Server.prototype.emit;
      Server.prototype.emit = function (event, req) {
        if (event === 'request' && req.method === 'POST' && req.url === '/carts') globalThis.carts?.inc();
        return emit.apply(this, arguments);
      };
      const { cartsCheckedOut } = await import('./solution/metrics.ts');
      globalThis.carts = cartsCheckedOut;
    `,
    status: 'failed',
    fails: { 'users-carts': ['carts-checked-out'] },
  },
  {
    id: '14-logs-orders-that-were-none',
    program: `
      import { Server } from 'node:http';
      const emit = Server.prototype.emit;
      Server.prototype.emit = function (event, req) {
        if (event === 'request' && req.method === 'POST' && req.url === '/orders')
          console.log(JSON.stringify({ level: 'info', time: Date.now(), service: 'shop', event: 'order.placed', orderId: 'o_1' }));
        return emit.apply(this, arguments);
      };
    `,
    status: 'failed',
    fails: { 'order-processing': ['log-disagrees'] },
  },
];
