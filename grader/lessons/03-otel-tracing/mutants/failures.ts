import type { Mutant } from '../../lesson.ts';
import { alone, mutant } from '../../mutant.ts';
import { beginningWith, exportingWith, IN_GATEWAY, IN_LOGGER, inOrders, inService, inSpans } from './edit.ts';

const RECORDED =
  "  span.recordException({ name, message, stack: error instanceof Error ? (error.stack ?? '') : '' });\n";

/** Wrong apps that `span-errors` must notice. */
export const spanErrors: Mutant[] = [
  mutant(
    'failure-unmarked',
    'The exception is recorded, the span goes on as if nothing had been.',
    inSpans('  span.setStatus({ code: SpanStatusCode.ERROR, message });\n', ''),
    alone('span-errors', 'unmarked'),
  ),
  mutant(
    'no-error-type',
    'An error of no kind.',
    inSpans("  span.setAttribute('error.type', name);\n", ''),
    alone('span-errors', 'error-type'),
  ),
  {
    id: 'refusal-as-failure',
    story: 'A customer without money breaks nothing.',
    edits: exportingWith(
      "if (span.kind === 1 && span.attributes['http.response.status_code'] >= 400) span.status = { code: 2 };",
    ),
    ...alone('span-errors', 'client-error'),
  },
  {
    id: 'error-type-of-no-kind',
    story: 'Every error is of one kind.',
    edits: exportingWith("if (span.attributes['error.type'] !== undefined) span.attributes['error.type'] = 'x';"),
    ...alone('span-errors', 'error-type'),
  },
  mutant(
    'error-type-always',
    'What went well says it has no error, and is found by whoever looks for one.',
    beginningWith("span.setAttribute('error.type', 'none');"),
    alone('span-errors', 'success'),
  ),
  {
    id: 'exception-nowhere',
    story: 'That payments broke is seen, what broke is not.',
    edits: [
      ...exportingWith("span.events = span.events.filter((event: { name: string }) => event.name !== 'exception');"),
      inService("log.error({ event: 'request.failed', err: error });", "log.error({ event: 'request.failed' });"),
      inService(
        "log.error({ event: 'service.unreachable', err: error });",
        "log.error({ event: 'service.unreachable' });",
      ),
    ],
    ...alone('span-errors', 'exception-missing'),
  },
  mutant(
    'exception-twice',
    'Recorded where it is thrown, and where it is caught.',
    inSpans(RECORDED, RECORDED + RECORDED),
    {
      ...alone('span-errors', 'exception-repeated'),
    },
  ),
];

/** Wrong apps that `lifetimes` must notice. */
export const lifetimes: Mutant[] = [
  {
    id: 'open-when-it-fails',
    story: 'What throws never ends, and is never sent.',
    edits: [
      inSpans(
        '      return await work(span);',
        '      const result = await work(span);\n      span.end();\n      return result;',
      ),
      inSpans('    } finally {\n      span.end();\n    }', '    }'),
    ],
    fails: ['parentage', 'lifetimes'],
    finds: ['lifetimes/never-ended'],
  },
  {
    id: 'ended-at-its-beginning',
    story: 'The step ends with the time at which it began.',
    edits: [
      beginningWith('const begun = Date.now();'),
      inSpans('      span.end();', "      span.end(name === 'process_payment' ? begun : undefined);"),
    ],
    ...alone('lifetimes', 'outlived'),
  },
  mutant(
    'begun-too-early',
    'What came one after the other is shown side by side.',
    inSpans(
      '  const options = { ',
      "  const options = {\n    ...(name === 'check_inventory' ? { startTime: Date.now() - 50 } : {}),\n    ",
    ),
    alone('lifetimes', 'overlap'),
  ),
  {
    id: 'no-time-at-all',
    story: 'Spans made up when all is over.',
    edits: exportingWith("if (span.name === 'POST /charges') span.startTime = span.endTime;"),
    ...alone('lifetimes', 'short'),
  },
];

/** Wrong apps that `concurrency` must notice. */
export const concurrency: Mutant[] = [
  {
    id: 'order-in-a-variable',
    story:
      'A variable of the module holds the order: the one that is done first is everybody\u2019s, when several are under way.',
    edits: [
      {
        file: IN_GATEWAY,
        find: "  app.post('/orders', async (req, res) => {\n",
        replace:
          "  let underWay = 0;\n  let done = '';\n  app.post('/orders', async (req, res) => {\n    if (underWay === 0) done = '';\n    underWay += 1;\n    res.once('close', () => (underWay -= 1));\n",
      },
      {
        file: IN_GATEWAY,
        find: "    log.info({ event: 'order.accepted'",
        replace:
          "    done ||= order.id;\n    trace.getActiveSpan()?.setAttribute('order.id', done);\n    log.info({ event: 'order.accepted'",
      },
      {
        file: IN_GATEWAY,
        find: "import { log } from './logger.ts';",
        replace: "import { trace } from '@opentelemetry/api';\nimport { log } from './logger.ts';",
      },
    ],
    ...alone('concurrency', 'foreign'),
  },
  {
    id: 'told-twice-in-the-rush',
    story: 'Where several orders are under way, a request counts twice.',
    edits: [
      {
        file: IN_GATEWAY,
        find: "  app.post('/orders', async (req, res) => {\n",
        replace: `  let underWay = 0;
  app.post('/orders', async (req, res) => {
    underWay += 1;
    res.once('close', () => (underWay -= 1));
    const attributes = {
      'http.request.method': 'POST',
      'http.route': '/orders',
      'http.response.status_code': 201,
      'url.path': '/orders',
      'url.scheme': 'http',
    };
    if (underWay > 1) trace.getTracer('rush').startSpan('POST /orders', { kind: SpanKind.SERVER, attributes }).end();
`,
      },
      {
        file: IN_GATEWAY,
        find: "import { log } from './logger.ts';",
        replace: "import { SpanKind, trace } from '@opentelemetry/api';\nimport { log } from './logger.ts';",
      },
    ],
    ...alone('concurrency', 'spans'),
  },
];

/** Wrong apps that `log-correlation` must notice. */
export const logCorrelation: Mutant[] = [
  mutant(
    'line-lost',
    'The gateway does not say what it accepted.',
    { file: IN_GATEWAY, find: "    log.info({ event: 'order.accepted', orderId: order.id });\n", replace: '' },
    alone('log-correlation', 'line'),
  ),
  mutant(
    'lines-without-ids',
    'Lines that lead to no trace.',
    {
      file: IN_LOGGER,
      find: '{ trace_id: context.traceId, span_id: context.spanId }',
      replace: '{}',
    },
    alone('log-correlation', 'ids'),
  ),
  {
    id: 'first-trace-for-all',
    story: 'The ids are asked for once.',
    edits: [
      {
        file: IN_LOGGER,
        find: 'export const log',
        replace:
          'let first: ReturnType<typeof active>;\nconst active = () => trace.getActiveSpan()?.spanContext();\n\nexport const log',
      },
      {
        file: IN_LOGGER,
        find: 'trace.getActiveSpan()?.spanContext();\n    return',
        replace: '(first ??= active());\n    return',
      },
    ],
    ...alone('log-correlation', 'trace'),
  },
  mutant(
    'span-of-nobody',
    'An id of one\u2019s own, where the span\u2019s belongs.',
    { file: IN_LOGGER, find: 'span_id: context.spanId', replace: "span_id: [...context.spanId].toReversed().join('')" },
    alone('log-correlation', 'span'),
  ),
];

/** Wrong apps that `privacy` must notice. */
export const privacy: Mutant[] = [
  {
    id: 'query-kept',
    story: 'The instrumentations keep queries, with the token in the confirmation mail.',
    edits: [
      {
        file: 'instrument.ts',
        find: "      requestHook: (span) => void span.setAttribute('url.query', ''),\n",
        replace: '',
      },
    ],
    ...alone('privacy', 'attribute'),
  },
  mutant(
    'card-in-an-event',
    'What the customer paid with is nobody\u2019s business.',
    inOrders(
      '        const paid = await ask(',
      "        span.addEvent('card', { number: payment.card?.number ?? '' });\n        const paid = await ask(",
    ),
    alone('privacy', 'event'),
  ),
  mutant(
    'card-in-a-name',
    'A span for each card.',
    inOrders(
      '        const paid = await ask(',
      "        await inSpan({ name: `card ${payment.card?.number ?? 'none'}` }, async () => {});\n        const paid = await ask(",
    ),
    alone('privacy', 'elsewhere'),
  ),
];
