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
  mutant(
    'open-when-it-fails',
    'What throws never ends, and is never sent.',
    inSpans(
      '      return await work(span);',
      '      const result = await work(span);\n      span.end();\n      return result;',
    ),
    { fails: [], finds: ['lifetimes/never-ended'] },
  ),
  {
    id: 'ended-at-its-beginning',
    story: 'The step ends with the time at which it began.',
    edits: [
      beginningWith('const begun = Date.now();'),
      inSpans('      span.end();', "      span.end(name === 'check_inventory' ? begun : undefined);"),
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
    id: 'context-in-a-variable',
    story: 'The context of the latest request is the context of all.',
    edits: [
      inSpans(
        "const tracer = trace.getTracer('shop');",
        "const tracer = trace.getTracer('shop');\n\nlet latest = context.active();",
      ),
      inSpans(
        'from === undefined ? context.active()',
        "from === undefined ? (name === 'validate_order' ? (latest = context.active()) : name === 'process_payment' ? latest : context.active())",
      ),
    ],
    fails: ['business-spans', 'concurrency'],
    finds: ['concurrency/spans', 'concurrency/foreign'],
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
    { file: IN_LOGGER, find: 'return context === undefined ? {}', replace: 'return context !== undefined ? {}' },
    { ...alone('log-correlation', 'ids') },
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
    'card-in-the-status',
    'The card number in the words about the failure.',
    inOrders(
      '        const paid = await ask(',
      '        span.setStatus({ code: 1, message: payment.card?.number ?? payment.method });\n        const paid = await ask(',
    ),
    { fails: ['privacy'], finds: ['privacy/elsewhere'] },
  ),
];
