import { expect, test } from 'vitest';
import { EMPTY_EVIDENCE, EMPTY_RUN } from './empty.ts';
import { deviations, firstBreach } from './deviations.ts';
import type { Evidence, Exchange, Run, RunOutcome } from './evidence.ts';

const ANSWERED: Exchange = {
  index: 0,
  service: 'shop',
  method: 'GET',
  path: '/products',
  route: '/products',
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

function evidenceOf(runs: Record<string, Exchange[]>, outcome: RunOutcome = 'ended'): Evidence {
  const toRun = ([name, exchanges]: [string, Exchange[]]): [string, Run] => [
    name,
    { ...EMPTY_RUN, name, outcome, exchanges },
  ];
  return { ...EMPTY_EVIDENCE, runs: Object.fromEntries(Object.entries(runs).map(toRun)) };
}

test.for<[what: string, exchange: Partial<Exchange>, deviates: boolean]>([
  ['the status that is owed', {}, false],
  ['another status', { status: 500 }, true],
  ['no answer in time', { outcome: 'timeout', status: null }, true],
  ['an answer that was begun and not ended in time', { outcome: 'timeout', status: 200 }, true],
  ['any status, where the answer is free', { status: 500, expectedStatus: null }, false],
  ['no answer in time, where the answer is free', { outcome: 'timeout', status: null, expectedStatus: null }, false],
  ['a request that we aborted ourselves', { outcome: 'aborted', status: null }, false],
  ['a connection that the app reset', { outcome: 'failed', error: 'ECONNRESET', status: null }, true],
  ['an answer that is no HTTP', { outcome: 'failed', error: 'HPE_INVALID_CONSTANT', status: null }, true],
  ['an app that no longer listens', { outcome: 'failed', error: 'ECONNREFUSED', status: null }, true],
])('%s', ([, exchange, deviates]) => {
  const given = { ...ANSWERED, ...exchange };
  expect(deviations(evidenceOf({ default: [given] }))).toEqual(deviates ? [given] : []);
});

test('where the app crashed, a connection that broke is told by the crash: what came before is still judged', () => {
  const broken: Exchange = { ...ANSWERED, outcome: 'failed', error: 'ECONNRESET', status: null };
  expect(deviations(evidenceOf({ default: [broken] }, 'crashed'))).toEqual([]);
});

test('a breach is told in whatever run it was, floods and violations alike', () => {
  expect(firstBreach(evidenceOf({ default: [], debug: [] }))).toBeUndefined();
  for (const outcome of ['crashed', 'timeout'] as const)
    expect(firstBreach(evidenceOf({ default: [] }, outcome))).toBeUndefined();
  for (const outcome of ['limit', 'violation'] as const) {
    const runs = { ...evidenceOf({ default: [] }).runs, ...evidenceOf({ debug: [] }, outcome).runs };
    expect(firstBreach({ ...evidenceOf({}), runs })?.name).toBe('debug');
  }
});

test('deviations of all runs are given, in the order sent', () => {
  const wrong = (index: number): Exchange => ({ ...ANSWERED, index, status: 404 });
  const evidence = evidenceOf({ default: [wrong(0), ANSWERED, wrong(2)], debug: [wrong(0)] });
  expect(deviations(evidence)).toEqual([wrong(0), wrong(2), wrong(0)]);
});
