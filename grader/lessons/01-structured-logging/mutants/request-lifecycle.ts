import type { Mutant } from '../../lesson.ts';
import { mutant } from '../../mutant.ts';
import { IN_REQUESTS, IN_ROUTES, IN_APP } from './edit.ts';

/** Wrong apps that `request-lifecycle` must notice. */
export const requestLifecycle: Mutant[] = [
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
        replace: '  const done = () => {\n',
      },
      {
        file: IN_REQUESTS,
        find: '      ...(aborted ? { aborted } : {}),\n    });\n  });\n',
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
      find: '      method,\n      path,\n      status: res.statusCode,',
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
    'duration-since-boot',
    'The clock of the process is logged, not the time since the request came.',
    {
      file: IN_REQUESTS,
      find: 'durationMs: performance.now() - since,',
      replace: 'durationMs: performance.now(),',
    },
    { fails: ['request-lifecycle'], finds: ['request-lifecycle/duration-long'] },
  ),
  {
    id: 'started-at-the-end',
    story: 'Both lines are written when the request is over, so one that hangs is still not seen.',
    edits: [
      {
        file: IN_REQUESTS,
        find: "  res.locals.log.info({ event: 'request.started', method, path });\n",
        replace: '',
      },
      {
        file: IN_REQUESTS,
        find: "  res.once('close', () => {\n",
        replace: "  res.once('close', () => {\n    res.locals.log.info({ event: 'request.started', method, path });\n",
      },
    ],
    fails: ['request-lifecycle'],
    finds: ['request-lifecycle/started-late'],
  },
  mutant(
    'abort-as-success',
    'A client that left looks like one that was served.',
    { file: IN_REQUESTS, find: 'const aborted = !res.writableFinished;', replace: 'const aborted = false;' },
    { fails: ['request-lifecycle'], finds: ['request-lifecycle/abort-untold'] },
  ),
  mutant(
    'abort-told-twice',
    "The request's own close is told beside the response's.",
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
