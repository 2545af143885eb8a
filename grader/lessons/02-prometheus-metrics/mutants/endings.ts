import type { Mutant } from '../../lesson.ts';
import { alone, mutant } from '../../mutant.ts';
import { IN_LOG, IN_REQUESTS, renaming, untyped } from './edit.ts';

const COUNT = '    requests.inc({ method, route, status });\n';
const inRequests = (find: string, replace: string): Mutant['edits'][number] => ({ file: IN_REQUESTS, find, replace });

/** Wrong apps that `errors-counted` must notice. */
export const errorsCounted: Mutant[] = [
  mutant(
    'failures-not-counted',
    'Only what went well is counted.',
    inRequests(COUNT, `    if (status < 500)\n${COUNT}`),
    alone('errors-counted', 'error-missing'),
  ),
  mutant(
    'refusals-not-counted',
    'What the customer got wrong is not counted.',
    inRequests(COUNT, `    if (status < 400 || status >= 499)\n${COUNT}`),
    alone('errors-counted', 'error-missing'),
  ),
  mutant(
    'failures-counted-twice',
    'Once by the middleware and once by the error handler.',
    inRequests(COUNT, `${COUNT}    if (status >= 500) requests.inc({ method, route, status });\n`),
    alone('errors-counted', 'error-twice'),
  ),
  mutant(
    'counted-when-it-comes',
    'A request is counted when it comes in, with the status that it has by then.',
    inRequests(
      '  requestsInFlight.inc();\n',
      "  requestsInFlight.inc();\n  requests.inc({ method: req.method, route: 'unmatched', status: res.statusCode });\n",
    ),
    {
      fails: ['errors-counted', 'request-rate', 'cardinality'],
      finds: ['errors-counted/early', 'request-rate/unsent'],
    },
  ),
  mutant(
    'aborts-not-counted',
    'A client that gave up was never there.',
    inRequests(COUNT, `    if (!res.writableFinished) return;\n${COUNT}`),
    alone('errors-counted', 'abort-missing'),
  ),
  mutant(
    'aborts-counted-twice',
    'Counted as given up, and once more as answered.',
    inRequests(COUNT, `${COUNT}    if (!res.writableFinished) requests.inc({ method, route, status: 200 });\n`),
    alone('errors-counted', 'abort-twice'),
  ),
  mutant(
    'log-without-refusals',
    'The log leaves out what the metrics count: at 3 a.m. the two cannot be brought together.',
    {
      file: IN_LOG,
      find: '    const aborted = !res.writableFinished;\n',
      replace: '    const aborted = !res.writableFinished;\n    if (res.statusCode === 404) return;\n',
    },
    alone('errors-counted', 'log-disagrees'),
  ),
];

/** Wrong apps that `in-flight` must notice. */
export const inFlight: Mutant[] = [
  mutant(
    'in-flight-renamed',
    'A gauge that nobody looks for under its name.',
    renaming('http_requests_in_flight', 'http_requests_open'),
    alone('in-flight', 'missing'),
  ),
  mutant(
    'in-flight-without-type',
    'Its type is lost on the way.',
    untyped('http_requests_in_flight', 'gauge'),
    alone('in-flight', 'type'),
  ),
  {
    id: 'only-writes-in-flight',
    story: 'Only what changes something is held to be work.',
    edits: [
      inRequests('  requestsInFlight.inc();\n', "  if (req.method === 'POST') requestsInFlight.inc();\n"),
      inRequests('    requestsInFlight.dec();\n', "    if (req.method === 'POST') requestsInFlight.dec();\n"),
    ],
    ...alone('in-flight', 'held'),
  },
  mutant(
    'failures-stay-in-flight',
    'A request that fails is never taken off again.',
    inRequests('    requestsInFlight.dec();\n', '    if (res.statusCode < 500) requestsInFlight.dec();\n'),
    alone('in-flight', 'leak-answered'),
  ),
  mutant(
    'aborts-stay-in-flight',
    'A client that gives up stays in the number for ever.',
    inRequests('    requestsInFlight.dec();\n', '    if (res.writableFinished) requestsInFlight.dec();\n'),
    alone('in-flight', 'leak-aborted'),
  ),
  mutant(
    'finish-only',
    'The end of a request is awaited where it comes only for those that are answered.',
    inRequests("  res.once('close', () => {", "  res.once('finish', () => {"),
    { fails: ['in-flight', 'errors-counted'], finds: ['in-flight/leak-aborted', 'errors-counted/abort-missing'] },
  ),
];
