import type { Mutant } from '../lesson.ts';

/** One edit of one file: what most mutants are. */
function mutant(id: string, story: string, edit: Mutant['edits'][number], outcome: Pick<Mutant, 'fails' | 'finds'>): Mutant {
  return { id, story, edits: [edit], ...outcome };
}

const IN_LOGGER = 'logger.ts';
const IN_REQUESTS = 'request-log.ts';
const IN_ROUTES = 'routes.ts';
const IN_ERRORS = 'errors.ts';
const IN_APP = 'app.ts';

const ndjson: Mutant[] = [
  mutant(
    'boot-in-prose',
    'A console.log from the first day still greets at boot.',
    { file: IN_APP, find: "log.info({ event: 'server.started', port });", replace: "console.log(`listening on ${port}`);" },
    { fails: ['ndjson'], finds: ['ndjson/not-json'] },
  ),
  mutant(
    'json-array',
    'Someone prints a list for a quick look.',
    {
      file: IN_ROUTES,
      find: '  const { cartId, payment } = req.body;',
      replace: '  const { cartId, payment } = req.body;\n  console.log(JSON.stringify([cartId]));',
    },
    { fails: ['ndjson'], finds: ['ndjson/not-object'] },
  ),
  mutant(
    'level-twice',
    'A field named as one that pino writes itself.',
    {
      file: IN_ROUTES,
      find: "log.debug({ event: 'payment.requested', cartId, method: payment?.method });",
      replace:
        "log.debug({ event: 'payment.requested', cartId, method: payment?.method });\n  log.info({ event: 'payment.begun', level: 'info' });",
    },
    { fails: ['ndjson'], finds: ['ndjson/duplicate-key'] },
  ),
  mutant(
    'raw-bytes',
    'Bytes that are no text go straight to stdout.',
    {
      file: IN_APP,
      find: "log.info({ event: 'shutdown.started' });",
      replace:
        "log.info({ event: 'shutdown.started' });\n  process.stdout.write(Buffer.from('{\"bytes\":\"\\xff\\xfe\"}\\n', 'latin1'));",
    },
    { fails: ['ndjson'], finds: ['ndjson/invalid-utf8'] },
  ),
  mutant(
    'silent',
    'Logging was switched off to make the tests quiet, and stayed off.',
    { file: IN_LOGGER, find: '  level: known ? wanted : \'info\',', replace: "  level: 'silent'," },
    {
      fails: ['ndjson', 'request-lifecycle', 'request-id', 'errors', 'levels', 'last-words'],
      finds: ['ndjson/silent', 'request-lifecycle/none', 'request-id/not-logged'],
    },
  ),
];

const fields: Mutant[] = [
  mutant(
    'no-time',
    'The platform adds the time anyway, someone said.',
    { file: IN_LOGGER, find: 'timestamp: pino.stdTimeFunctions.isoTime', replace: 'timestamp: false' },
    { fails: ['fields'], finds: ['fields/time-missing'] },
  ),
  mutant(
    'local-time',
    'A date as people write it: no zone, no order.',
    {
      file: IN_LOGGER,
      find: 'timestamp: pino.stdTimeFunctions.isoTime',
      replace: "timestamp: () => `,\"time\":\"${new Date().toLocaleString('en-US')}\"`",
    },
    { fails: ['fields'], finds: ['fields/time-format'] },
  ),
  mutant(
    'unix-seconds',
    'Seconds where milliseconds are read.',
    {
      file: IN_LOGGER,
      find: 'timestamp: pino.stdTimeFunctions.isoTime',
      replace: 'timestamp: pino.stdTimeFunctions.unixTime',
    },
    { fails: ['fields'], finds: ['fields/time-outside'] },
  ),
  mutant(
    'no-service',
    'pino\'s base is set to null to save bytes.',
    {
      file: IN_LOGGER,
      find: "base: { service: process.env.OTEL_SERVICE_NAME ?? 'shop' }",
      replace: 'base: null',
    },
    { fails: ['fields'], finds: ['fields/service-missing'] },
  ),
  mutant(
    'other-service',
    'The service kept the name of the template it came from.',
    { file: IN_LOGGER, find: "process.env.OTEL_SERVICE_NAME ?? 'shop'", replace: "'express-starter'" },
    { fails: ['fields'], finds: ['fields/service-other'] },
  ),
  mutant(
    'no-event',
    'A line with words and no event.',
    {
      file: IN_APP,
      find: "log.info({ event: 'server.started', port });",
      replace: "log.info({ port });",
    },
    { fails: ['fields'], finds: ['fields/event-missing'] },
  ),
  mutant(
    'id-in-event',
    'The event is named after the order, so no two are alike.',
    {
      file: IN_ROUTES,
      find: "log.debug({ event: 'payment.requested', cartId, method: payment?.method });",
      replace: 'log.debug({ event: `payment.requested.${cartId}` });',
    },
    { fails: ['fields'], finds: ['fields/event-unstable'] },
  ),
  mutant(
    'no-level',
    'The level is left out of boot lines written by hand.',
    {
      file: IN_APP,
      find: "log.info({ event: 'server.started', port });",
      replace:
        "console.log(JSON.stringify({ time: Date.now(), service: 'shop', event: 'server.started' }));",
    },
    { fails: ['fields'], finds: ['fields/level-missing'] },
  ),
  mutant(
    'odd-level',
    'A level of someone\'s own.',
    {
      file: IN_APP,
      find: "log.info({ event: 'server.started', port });",
      replace:
        "console.log(JSON.stringify({ level: 'notice', time: Date.now(), service: 'shop', event: 'server.started' }));",
    },
    { fails: ['fields'], finds: ['fields/level-unknown'] },
  ),
];

const requestLifecycle: Mutant[] = [
  mutant(
    'no-started',
    'Only the end of a request is logged; what hangs is never seen.',
    {
      file: IN_REQUESTS,
      find: "  res.locals.log.info({ event: 'request.started', method, path });\n",
      replace: '',
    },
    { fails: ['request-lifecycle'], finds: ['request-lifecycle/started-missing'] },
  ),
  mutant(
    'started-twice',
    'A route logs what the middleware has logged already.',
    {
      file: IN_ROUTES,
      find: "routes.get('/products/:id', async (req, res) => {",
      replace:
        "routes.get('/products/:id', async (req, res) => {\n  res.locals.log.info({ event: 'request.started', method: 'GET', path: req.path });",
    },
    { fails: ['request-lifecycle'], finds: ['request-lifecycle/started-repeated'] },
  ),
  mutant(
    'finish-only',
    'Listening for finish alone: an aborted request never ends.',
    { file: IN_REQUESTS, find: "res.once('close', () => {", replace: "res.once('finish', () => {" },
    { fails: ['request-lifecycle'], finds: ['request-lifecycle/completed-missing'] },
  ),
  {
    id: 'finish-and-close',
    story: 'Listening for finish and for close: most requests end twice.',
    edits: [
      {
        file: IN_REQUESTS,
        find: "  res.once('close', () => {\n",
        replace: "  const done = () => {\n",
      },
      {
        file: IN_REQUESTS,
        find: "      ...(aborted ? { aborted } : {}),\n    });\n  });\n",
        replace:
          "      ...(aborted ? { aborted } : {}),\n    });\n  };\n  res.once('finish', done);\n  res.once('close', done);\n",
      },
    ],
    fails: ['request-lifecycle'],
    finds: ['request-lifecycle/completed-repeated'],
  },
  mutant(
    'invented-request',
    'A warm-up logs requests that nobody sent.',
    {
      file: IN_APP,
      find: "log.info({ event: 'server.started', port });",
      replace:
        "log.info({ event: 'server.started', port });\n  log.info({ event: 'request.completed', requestId: 'warm-up', method: 'GET', path: '/warm-up', status: 200, durationMs: 1 });",
    },
    { fails: ['request-lifecycle'], finds: ['request-lifecycle/invented'] },
  ),
  mutant(
    'method-lost',
    'The completed line was cut down to what seemed enough.',
    {
      file: IN_REQUESTS,
      find: "      event: 'request.completed',\n      method,\n",
      replace: "      event: 'request.completed',\n      method: 'POST',\n",
    },
    { fails: ['request-lifecycle'], finds: ['request-lifecycle/method'] },
  ),
  mutant(
    'path-lost',
    'In a listener the request stands in another router, and its path is only the rest.',
    {
      file: IN_REQUESTS,
      find: "      method,\n      path,\n      status: res.statusCode,",
      replace: "      method,\n      path: '/',\n      status: res.statusCode,",
    },
    { fails: ['request-lifecycle'], finds: ['request-lifecycle/path'] },
  ),
  mutant(
    'status-as-text',
    'A status that cannot be compared with 500.',
    { file: IN_REQUESTS, find: 'status: res.statusCode,', replace: 'status: String(res.statusCode),' },
    { fails: ['request-lifecycle'], finds: ['request-lifecycle/status'] },
  ),
  mutant(
    'duration-as-text',
    'A duration with its unit glued to it.',
    {
      file: IN_REQUESTS,
      find: 'durationMs: performance.now() - since,',
      replace: 'durationMs: `${Math.round(performance.now() - since)}ms`,',
    },
    { fails: ['request-lifecycle'], finds: ['request-lifecycle/duration-unit'] },
  ),
  mutant(
    'duration-in-seconds',
    'Seconds in a field that says milliseconds.',
    {
      file: IN_REQUESTS,
      find: 'durationMs: performance.now() - since,',
      replace: 'durationMs: (performance.now() - since) / 1000,',
    },
    { fails: ['request-lifecycle'], finds: ['request-lifecycle/duration-short'] },
  ),
  mutant(
    'duration-since-epoch',
    'Two clocks: one counts from the start of the process, the other from 1970.',
    {
      file: IN_REQUESTS,
      find: 'durationMs: performance.now() - since,',
      replace: 'durationMs: Date.now() - since,',
    },
    { fails: ['request-lifecycle'], finds: ['request-lifecycle/duration-long'] },
  ),
  mutant(
    'abort-as-success',
    'A client that left looks like one that was served.',
    { file: IN_REQUESTS, find: 'const aborted = !res.writableFinished;', replace: 'const aborted = false;' },
    { fails: ['request-lifecycle'], finds: ['request-lifecycle/abort-untold'] },
  ),
  mutant(
    'abort-told-twice',
    'The request\'s own close is told beside the response\'s.',
    {
      file: IN_REQUESTS,
      find: "  res.once('close', () => {\n",
      replace:
        "  req.once('aborted', () => {\n    res.locals.log.warn({ event: 'request.aborted', method, path, durationMs: performance.now() - since, aborted: true });\n  });\n  res.once('close', () => {\n",
    },
    { fails: ['request-lifecycle'], finds: ['request-lifecycle/completed-repeated'] },
  ),
  mutant(
    'errors-as-aborts',
    'Whatever was not a success is called an abort.',
    {
      file: IN_REQUESTS,
      find: 'const aborted = !res.writableFinished;',
      replace: 'const aborted = !res.writableFinished || res.statusCode === 404;',
    },
    { fails: ['request-lifecycle'], finds: ['request-lifecycle/abort-claimed'] },
  ),
];

const requestId: Mutant[] = [
  mutant(
    'no-echo',
    'The id is in the log, and the client never learns it.',
    { file: IN_REQUESTS, find: "  res.setHeader('X-Request-ID', requestId);\n", replace: '' },
    { fails: ['request-id'], finds: ['request-id/not-echoed'] },
  ),
  mutant(
    'inbound-ignored',
    'Every service makes an id of its own, and none can be followed.',
    { file: IN_REQUESTS, find: "const inbound = req.get('x-request-id') ?? '';", replace: "const inbound = '';" },
    { fails: ['request-id'], finds: ['request-id/inbound-ignored'] },
  ),
  mutant(
    'another-id-in-the-log',
    'The client is told one id, the log has another.',
    {
      file: IN_REQUESTS,
      find: "res.setHeader('X-Request-ID', requestId);",
      replace: "res.setHeader('X-Request-ID', req.get('x-request-id') === undefined ? randomUUID() : requestId);",
    },
    { fails: ['request-id'], finds: ['request-id/line-differs'] },
  ),
  mutant(
    'one-id-for-all',
    'The id is made once, when the file is loaded.',
    {
      file: IN_REQUESTS,
      find: ': randomUUID();',
      replace: ": 'unknown';",
    },
    {
      fails: ['request-id', 'request-lifecycle'],
      finds: ['request-id/generated-repeated'],
    },
  ),
  mutant(
    'anything-is-an-id',
    'Whatever the client calls an id is taken for one.',
    { file: IN_REQUESTS, find: '/^[\\w.-]{1,128}$/', replace: '/^.{1,128}$/' },
    { fails: ['request-id'], finds: ['request-id/malformed-kept'] },
  ),
  mutant(
    'ids-without-end',
    'An id may be as long as it likes.',
    { file: IN_REQUESTS, find: '/^[\\w.-]{1,128}$/', replace: '/^[\\w.-]+$/' },
    { fails: ['request-id'], finds: ['request-id/overlong-kept'] },
  ),
];

const context: Mutant[] = [
  {
    id: 'global-request',
    story: 'The current request is kept in a variable of the module; while one waits, another takes its place.',
    edits: [
      {
        file: IN_REQUESTS,
        find: '  const { method, path } = req;\n',
        replace: '  latest = res.locals;\n  const { method, path } = req;\n',
      },
      {
        file: IN_REQUESTS,
        find: '/** Gives every request its id',
        replace: 'export let latest: Express.Locals;\n\n/** Gives every request its id',
      },
      {
        file: IN_ROUTES,
        find: '    log.info({ event: \'order.placed\',',
        replace: '    latest.log.info({ event: \'order.placed\',',
      },
      {
        file: IN_ROUTES,
        find: 'declare global {',
        replace: "import { latest } from './request-log.ts';\n\ndeclare global {",
      },
    ],
    fails: ['context'],
    finds: ['context/request-id-foreign', 'context/user-foreign', 'context/trace-foreign'],
  },
  {
    id: 'order-without-request',
    story: 'The business event goes through the process\'s own logger, which knows no request.',
    edits: [
      {
        file: IN_ROUTES,
        find: "    log.info({ event: 'order.placed',",
        replace: "    processLog.info({ event: 'order.placed',",
      },
      {
        file: IN_ROUTES,
        find: 'declare global {',
        replace: "import { log as processLog } from './logger.ts';\n\ndeclare global {",
      },
    ],
    fails: ['context'],
    finds: ['context/request-id-missing', 'context/user-missing', 'context/trace-missing'],
  },
  {
    id: 'sticky-user',
    story: 'Who was signed in last is everybody.',
    edits: [
      {
        file: IN_ROUTES,
        find: "  res.locals.account = account;\n",
        replace: "  res.locals.account = account;\n  last.userId = account.id;\n",
      },
      {
        file: IN_ROUTES,
        find: 'export const routes = Router();',
        replace:
          "const last = { userId: '' };\n\nexport const routes = Router();\n\nroutes.use('/products', (_req, res, next) => {\n  if (last.userId !== '') res.locals.log = res.locals.log.child({ userId: last.userId });\n  next();\n});",
      },
    ],
    fails: ['context'],
    finds: ['context/user-invented'],
  },
];

const redaction: Mutant[] = [
  mutant(
    'headers-logged',
    'All headers are logged, with one of them redacted, in lower case.',
    {
      file: IN_REQUESTS,
      find: "res.locals.log.info({ event: 'request.started', method, path });",
      replace:
        "res.locals.log.info({ event: 'request.started', method, path, headers: Object.fromEntries(Object.entries(req.headers).filter(([name]) => name !== 'authorization')) });",
    },
    { fails: ['redaction'], finds: ['redaction/header'] },
  ),
  mutant(
    'headers-to-stderr',
    'A line for debugging that goes to stderr, where it is collected all the same.',
    {
      file: IN_ROUTES,
      find: '  const { cartId, payment } = req.body;',
      replace: '  const { cartId, payment } = req.body;\n  console.error(req.rawHeaders);',
    },
    { fails: ['redaction'], finds: ['redaction/header'] },
  ),
  {
    id: 'one-level-redacted',
    story: 'The body is logged, and *.number matches one level down only.',
    edits: [
      {
        file: IN_ROUTES,
        find: "log.debug({ event: 'payment.requested', cartId, method: payment?.method });",
        replace:
          "log.debug({ event: 'payment.requested', cartId });\n  log.info({ event: 'payment.begun', body: req.body });",
      },
      {
        file: IN_LOGGER,
        find: '  serializers: { err: describeError },',
        replace: "  serializers: { err: describeError },\n  redact: ['*.number', '*.cvv', 'body.payment.number'],",
      },
    ],
    fails: ['redaction'],
    finds: ['redaction/body'],
  },
  mutant(
    'url-logged',
    'The path is logged with its query, where links carry tokens.',
    { file: IN_REQUESTS, find: '  const { method, path } = req;', replace: '  const { method, originalUrl: path } = req;' },
    { fails: ['redaction'], finds: ['redaction/query'] },
  ),
  mutant(
    'malformed-body-logged',
    'The parser hangs what it could not read on its error, and pino prints it.',
    {
      file: IN_ERRORS,
      find: "res.status(400).json({ error: 'malformed_body' });",
      replace:
        "res.locals.log.warn({ event: 'body.malformed', body: (error as { body?: unknown }).body });\n    res.status(400).json({ error: 'malformed_body' });",
    },
    { fails: ['redaction'], finds: ['redaction/body'] },
  ),
  mutant(
    'error-as-it-is',
    'pino\'s own serializer copies whatever hangs on an error.',
    { file: IN_LOGGER, find: 'serializers: { err: describeError }', replace: 'serializers: { err: pino.stdSerializers.err }' },
    { fails: ['redaction'], finds: ['redaction/error'] },
  ),
  mutant(
    'account-bound',
    'The logger of a session is bound to the whole account.',
    {
      file: IN_ROUTES,
      find: 'res.locals.log = res.locals.log.child({ userId: account.id });\n  res.status(201).json({ token });',
      replace:
        'res.locals.log = res.locals.log.child({ userId: account.id, account });\n  res.status(201).json({ token });',
    },
    { fails: ['redaction'], finds: ['redaction/account'] },
  ),
];

const errors: Mutant[] = [
  mutant(
    'error-swallowed',
    'The error is answered and never logged.',
    { file: IN_ERRORS, find: "    log.error({ event: 'request.failed', err: error });\n", replace: '    log.trace({});\n' },
    { fails: ['errors'], finds: ['errors/line-missing'] },
  ),
  mutant(
    'error-under-error',
    'The error stands under a name for which there is no serializer.',
    {
      file: IN_ERRORS,
      find: "log.error({ event: 'request.failed', err: error });",
      replace: "log.error({ event: 'request.failed', error: String(error) });",
    },
    { fails: ['errors'], finds: ['errors/line-missing'] },
  ),
  mutant(
    'error-told-twice',
    'Where it happens and where it is answered, each logs it.',
    {
      file: IN_ERRORS,
      find: "log.error({ event: 'request.failed', err: error });",
      replace: "log.error({ event: 'request.failed', err: error });\n    log.error({ event: 'response.failed', err: error });",
    },
    { fails: ['errors'], finds: ['errors/line-repeated'] },
  ),
  mutant(
    'error-as-warning',
    'An unexpected error is a warning here.',
    {
      file: IN_ERRORS,
      find: "log.error({ event: 'request.failed', err: error });",
      replace: "log.warn({ event: 'request.failed', err: error });",
    },
    { fails: ['errors'], finds: ['errors/level'] },
  ),
  mutant(
    'error-without-type',
    'Message and stack, and no type to group by.',
    { file: IN_LOGGER, find: '    type: error.constructor.name,\n', replace: '' },
    { fails: ['errors'], finds: ['errors/type'] },
  ),
  mutant(
    'error-message-replaced',
    'A message for customers takes the place of the error\'s own.',
    { file: IN_LOGGER, find: '    message: error.message,', replace: "    message: 'something went wrong'," },
    { fails: ['errors', 'last-words'], finds: ['errors/message', 'last-words/fatal-error'] },
  ),
  mutant(
    'error-as-400',
    'Whatever fails is the client\'s fault.',
    { file: IN_ERRORS, find: "res.status(500).json({ error: 'internal_error', requestId });", replace: "res.status(400).json({ error: 'internal_error', requestId });" },
    { fails: ['errors', 'levels'], finds: ['errors/not-500', 'levels/client-error'] },
  ),
  mutant(
    'stack-to-the-client',
    'The client is told everything.',
    {
      file: IN_ERRORS,
      find: "res.status(500).json({ error: 'internal_error', requestId });",
      replace: "res.status(500).json({ error: String((error as Error).stack), requestId });",
    },
    { fails: ['errors'], finds: ['errors/leaked-to-client'] },
  ),
  {
    id: 'no-id-for-support',
    story: 'A customer who calls has nothing to name.',
    edits: [
      { file: IN_REQUESTS, find: "  res.setHeader('X-Request-ID', requestId);\n", replace: '' },
      {
        file: IN_ERRORS,
        find: "json({ error: 'internal_error', requestId })",
        replace: "json({ error: 'internal_error', at: requestId.length })",
      },
    ],
    fails: ['errors', 'request-id'],
    finds: ['errors/request-id'],
  },
];

const levels: Mutant[] = [
  mutant(
    'unavailable-at-info',
    'A 503 is a request like any other.',
    { file: IN_REQUESTS, find: "  if (status >= 500) return 'error';\n", replace: '' },
    { fails: ['levels'], finds: ['levels/server-error'] },
  ),
  mutant(
    'not-found-at-error',
    'Each mistyped address wakes somebody.',
    { file: IN_REQUESTS, find: "return status >= 400 ? 'warn' : 'info';", replace: "return status >= 400 ? 'error' : 'info';" },
    { fails: ['levels'], finds: ['levels/client-error'] },
  ),
  mutant(
    'no-order-event',
    'What the shop lives on is not in its log.',
    { file: IN_ROUTES, find: "log.info({ event: 'order.placed',", replace: "log.debug({ event: 'order.stored'," },
    { fails: ['levels'], finds: ['levels/business-missing'] },
  ),
  mutant(
    'order-told-too-early',
    'The order is called placed before the payment has been tried.',
    {
      file: IN_ROUTES,
      find: "  log.debug({ event: 'payment.requested', cartId, method: payment?.method });",
      replace:
        "  log.debug({ event: 'payment.requested', cartId, method: payment?.method });\n  log.info({ event: 'order.placed', orderId: cartId });",
    },
    { fails: ['levels'], finds: ['levels/business-untrue'] },
  ),
  mutant(
    'debug-by-default',
    'The level from the developer\'s machine went to production.',
    {
      file: IN_LOGGER,
      find: "level: known ? wanted : 'info',",
      replace: "level: known ? wanted : wanted === undefined ? 'debug' : 'info',",
    },
    { fails: ['levels'], finds: ['levels/debug-always'] },
  ),
  mutant(
    'decline-at-error',
    'A card that is declined is an error of ours.',
    {
      file: IN_ROUTES,
      find: "log.info({ event: 'payment.declined',",
      replace: "log.warn({ event: 'payment.declined',",
    },
    { fails: ['levels'], finds: ['levels/business-level'] },
  ),
  mutant(
    'health-logged',
    'The load balancer asks every second, and every second it is written down.',
    { file: IN_REQUESTS, find: "if (req.path === '/healthz') {", replace: "if (req.path === '/livez') {" },
    { fails: ['levels'], finds: ['levels/health-noisy'] },
  ),
  mutant(
    'no-debug',
    'LOG_LEVEL=debug changes nothing: there is nothing to see.',
    {
      file: IN_ROUTES,
      find: "  log.debug({ event: 'payment.requested', cartId, method: payment?.method });\n",
      replace: '',
    },
    { fails: ['levels'], finds: ['levels/debug-missing'] },
  ),
  mutant(
    'level-fixed',
    'LOG_LEVEL can only make it louder.',
    {
      file: IN_LOGGER,
      find: "level: known ? wanted : 'info',",
      replace: "level: wanted === 'debug' ? wanted : 'info',",
    },
    { fails: ['levels'], finds: ['levels/warn-not-quiet'] },
  ),
  mutant(
    'level-unchecked',
    'LOG_LEVEL goes straight into pino, which refuses what it does not know.',
    { file: IN_LOGGER, find: "level: known ? wanted : 'info',", replace: "level: wanted ?? 'info'," },
    { fails: ['levels'], finds: ['levels/level-crashed'] },
  ),
  mutant(
    'fallback-untold',
    'A mistyped LOG_LEVEL is put right in silence, and nobody learns why there are no debug lines.',
    { file: IN_LOGGER, find: 'if (wanted !== undefined && !known)', replace: 'if (wanted === null)' },
    { fails: ['levels'], finds: ['levels/fallback-silent'] },
  ),
  mutant(
    'empty-level-untold',
    'An empty LOG_LEVEL is taken for none, and nobody learns that the deployment forgot its value.',
    {
      file: IN_LOGGER,
      find: 'const wanted = process.env.LOG_LEVEL;',
      replace: 'const wanted = process.env.LOG_LEVEL || undefined;',
    },
    { fails: ['levels'], finds: ['levels/fallback-silent'] },
  ),
  mutant(
    'upper-case-crashes',
    'A level in capitals is a mistake, and a mistake stops the deployment, at the worst time there is.',
    {
      file: IN_LOGGER,
      find: 'wanted in pino.levels.values;',
      replace:
        "wanted in pino.levels.values;\nif (wanted !== undefined && wanted !== wanted.toLowerCase()) throw new Error('LOG_LEVEL must be lower-case');",
    },
    { fails: ['levels'], finds: ['levels/level-crashed'] },
  ),
  mutant(
    'fallback-to-error',
    'A level nobody knows is taken for the quietest.',
    {
      file: IN_LOGGER,
      find: "level: known ? wanted : 'info',",
      replace: "level: known ? wanted : wanted === undefined ? 'info' : 'warn',",
    },
    { fails: ['levels'], finds: ['levels/fallback-level'] },
  ),
];

const injection: Mutant[] = [
  mutant(
    'separators-raw',
    'pino leaves U+2028 as it is, as JSON allows.',
    { file: IN_LOGGER, find: '  hooks: { streamWrite: escapeLineSeparators },\n', replace: '' },
    { fails: ['injection'], finds: ['injection/separator'] },
  ),
  mutant(
    'text-through-console',
    'What a client searched for is printed as it came.',
    {
      file: IN_ROUTES,
      find: '  const { category } = req.query;',
      replace: '  const { category } = req.query;\n  console.log(category);',
    },
    { fails: ['injection', 'ndjson'], finds: ['injection/forged', 'injection/control'] },
  ),
  mutant(
    'suspicious-left-out',
    'Errors with strange characters are not logged as they are: nobody will know what came in.',
    {
      file: IN_LOGGER,
      find: '    message: error.message,',
      replace: "    message: /[\\r\\n]/.test(error.message) ? 'suppressed' : error.message,",
    },
    { fails: ['injection'], finds: ['injection/unlogged'] },
  ),
];

const lastWords: Mutant[] = [
  mutant(
    'exit-at-once',
    'SIGTERM ends the process on the spot, and what was under way with it.',
    {
      file: IN_APP,
      find: "server.close(() => log.info({ event: 'shutdown.completed' }));",
      replace: 'process.exit(0);',
    },
    { fails: ['last-words'], finds: ['last-words/in-flight-dropped'] },
  ),
  {
    id: 'mute-while-stopping',
    story: 'Once a shutdown has begun, requests are no longer logged, to get it over with.',
    edits: [
      { file: IN_APP, find: "  log.info({ event: 'shutdown.started' });", replace: "  log.info({ event: 'shutdown.started' });\n  app.set('stopping', true);" },
      { file: IN_REQUESTS, find: "  res.once('close', () => {\n", replace: "  res.once('close', () => {\n    if (req.app.get('stopping') === true) return;\n" },
    ],
    fails: ['last-words', 'request-lifecycle'],
    finds: ['last-words/in-flight-untold'],
  },
  mutant(
    'no-shutdown-line',
    'The log just stops, and a crash looks the same.',
    {
      file: IN_APP,
      find: "  log.info({ event: 'shutdown.started' });\n  server.close(() => log.info({ event: 'shutdown.completed' }));",
      replace: '  server.close();',
    },
    { fails: ['last-words'], finds: ['last-words/shutdown-missing'] },
  ),
  mutant(
    'shutdown-as-failure',
    'A planned stop ends with the status of a failure.',
    {
      file: IN_APP,
      find: "server.close(() => log.info({ event: 'shutdown.completed' }));",
      replace: "server.close(() => log.info({ event: 'shutdown.completed' }));\n  process.exitCode = 143;",
    },
    { fails: ['last-words'], finds: ['last-words/exit-status'] },
  ),
  mutant(
    'timer-left-on',
    'A timer keeps the process alive after the last connection is gone.',
    {
      file: IN_APP,
      find: "process.once('SIGTERM', () => {",
      replace: "setInterval(() => {}, 1_000);\nprocess.once('SIGTERM', () => {",
    },
    { fails: ['last-words'], finds: ['last-words/exit-late'] },
  ),
  mutant(
    'crash-in-prose',
    'Nobody listens for uncaught errors: Node prints them to stderr, where nobody reads.',
    { file: IN_APP, find: "  log.fatal({ event: 'process.crashed', err });\n", replace: '  console.error(err);\n' },
    { fails: ['last-words'], finds: ['last-words/fatal-missing'] },
  ),
  mutant(
    'crash-told-twice',
    'Two listeners, one crash, two fatal lines.',
    {
      file: IN_APP,
      find: "  log.fatal({ event: 'process.crashed', err });\n",
      replace: "  log.fatal({ event: 'process.crashed', err });\n  log.fatal({ event: 'process.exiting' });\n",
    },
    { fails: ['last-words'], finds: ['last-words/fatal-repeated'] },
  ),
  mutant(
    'crash-as-success',
    'A crash that the platform takes for a clean exit, and does not restart.',
    {
      file: IN_APP,
      find: "  log.fatal({ event: 'process.crashed', err });\n  process.exit(1);",
      replace: "  log.fatal({ event: 'process.crashed', err });\n  process.exit(0);",
    },
    { fails: ['last-words'], finds: ['last-words/crash-status'] },
  ),
  mutant(
    'rejection-swallowed',
    'Rejections are caught so that the process never goes down; what they were about is lost.',
    {
      file: IN_APP,
      find: 'const app = express();',
      replace: "process.on('unhandledRejection', () => {});\n\nconst app = express();",
    },
    { fails: ['last-words'], finds: ['last-words/fatal-missing', 'last-words/crash-survived'] },
  ),
  mutant(
    'crash-survived',
    'An error nobody understood, and the process goes on as if it had not happened.',
    {
      file: IN_APP,
      find: "  log.fatal({ event: 'process.crashed', err });\n  process.exit(1);",
      replace: "  log.fatal({ event: 'process.crashed', err });",
    },
    { fails: ['last-words'], finds: ['last-words/crash-survived'] },
  ),
];

export default [
  ...ndjson,
  ...fields,
  ...requestLifecycle,
  ...requestId,
  ...context,
  ...redaction,
  ...errors,
  ...levels,
  ...injection,
  ...lastWords,
];
