import { expect, test } from 'vitest';
import { EMPTY_EVIDENCE, EMPTY_RUN } from '../../evidence/empty.ts';
import type { Evidence, Exchange, Json } from '../../evidence/evidence.ts';
import { requestOf } from '../../evidence/sentry-by-hand.ts';
import { eventsOfRequest, isWarning } from './heard.ts';

const EXCHANGE: Exchange = {
  index: 0,
  service: 'shop',
  method: 'GET',
  path: '/products/p_1',
  route: '/products/:id',
  requestHeaders: [],
  requestBody: null,
  outcome: 'answered',
  error: null,
  status: 500,
  responseHeaders: [],
  responseBody: '',
  expectedStatus: null,
  sentTick: 1,
  endedTick: 2,
  waitMs: 0,
  facts: {},
};

const OWN = { ...EXCHANGE, facts: { traceId: 'trace-1', token: 'token-1' } };
const OTHER = { ...EXCHANGE, facts: { traceId: 'trace-2', token: 'token-2' } };

const error = (value: string, trace: string): Json => ({
  exception: { values: [{ type: 'DatabaseError', value }] },
  contexts: { trace: { trace_id: trace } },
});
const message = (text: string, trace: string, level: string): Json => ({
  message: text,
  level,
  contexts: { trace: { trace_id: trace } },
});

/** The ids of the events that the first of two requests led to; each event's id is its place. */
function heardOfOwn(events: Json[], isLoud?: typeof isWarning): string[] {
  const requests = events.map((event, index) =>
    requestOf({}, { type: 'event' }, { ...(event as object), event_id: String(index) }),
  );
  const run = { ...EMPTY_RUN, exchanges: [OWN, OTHER], sentry: { ...EMPTY_RUN.sentry, requests } };
  const evidence: Evidence = { ...EMPTY_EVIDENCE, runs: { default: run } };
  const found = eventsOfRequest(evidence, 'default', { exchange: OWN, token: 'token-1' }, isLoud);
  return found.map(({ eventId }) => eventId);
}

test('an event with the token of the error is its own, in whichever trace it stands', () => {
  expect(heardOfOwn([error('lost: token-1', 'trace-1'), error('lost: token-1', 'trace-2')])).toEqual(['0', '1']);
});

test('an error whose words were scrubbed is known by its trace', () => {
  expect(heardOfOwn([error('[scrubbed]', 'trace-1'), error('[scrubbed]', 'trace-2')])).toEqual(['0']);
});

test("another request's error is another's, in whichever trace it stands", () => {
  expect(heardOfOwn([error('lost: token-2', 'trace-1'), error('lost: token-2', 'trace-2')])).toEqual([]);
});

test('of messages those count that are loud enough', () => {
  const messages = ['info', 'warning', 'error'].map((level) => message('it failed', 'trace-1', level));
  expect(heardOfOwn(messages)).toEqual(['2']);
  expect(heardOfOwn(messages, isWarning)).toEqual(['1', '2']);
});

test('an error counts at every level', () => {
  const quiet = { ...(error('[scrubbed]', 'trace-1') as object), level: 'info' };
  expect(heardOfOwn([quiet])).toEqual(['0']);
});
