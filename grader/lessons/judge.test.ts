import { expect, test } from 'vitest';
import { EMPTY_EVIDENCE, EMPTY_RUN } from '../evidence/empty.ts';
import type { Evidence, Exchange, ProcessRecord, Run } from '../evidence/evidence.ts';
import { judge } from './judge.ts';
import type { Check, Finding, Lesson } from './lesson.ts';

const RECORD: ProcessRecord = {
  service: 'shop',
  stdout: new Uint8Array(),
  stderr: new Uint8Array(),
  dropped: { stdout: 0, stderr: 0 },
  readyMs: 1,
  livedMs: 2,
  code: 0,
  signal: null,
  endedBy: 'sigterm',
  leftovers: 0,
};

const RUN: Run = { ...EMPTY_RUN, processes: { shop: RECORD } };

const EVIDENCE: Evidence = { ...EMPTY_EVIDENCE, runs: { default: RUN } };

const NEVER_READY: Run = { ...RUN, processes: { shop: { ...RECORD, readyMs: null } } };

const PLAN: Lesson['runs'][string] = { drive: () => Promise.resolve(), ends: 'sigterm' };

function lessonOf(...checks: (Omit<Check, 'points' | 'codes'> & { points?: number })[]): Lesson {
  const runs = { default: PLAN, busy: { ...PLAN, required: true }, odd: { ...PLAN, required: false } };
  const full = checks.map((check): Check => ({ points: 10, codes: ['wrong'], ...check }));
  return { id: '01-logs', services: { shop: 'app.ts' }, runs, checks: full, tryOut: [] };
}

const holds = (): Finding[] => [];
const fails = (): Finding[] => [{ code: 'wrong' }];

function throws(): Finding[] {
  throw new Error('no such field');
}

const statuses = (lesson: Lesson, evidence = EVIDENCE) =>
  judge(lesson, evidence).map(({ id, status, score }) => [id, status, score]);

test('a check that finds nothing passes with its points, one that finds something fails with none', () => {
  const lesson = lessonOf({ id: 'a', points: 30, judge: holds }, { id: 'b', points: 70, after: ['a'], judge: fails });
  expect(judge(lesson, EVIDENCE)).toEqual([
    { id: 'a', status: 'passed', score: 30, maxScore: 30, after: [], findings: [] },
    { id: 'b', status: 'failed', score: 0, maxScore: 70, after: ['a'], findings: [{ code: 'wrong' }] },
  ]);
});

test('a check is handed the evidence', () => {
  const seen: Evidence[] = [];
  const look = (evidence: Evidence) => {
    seen.push(evidence);
    return [];
  };
  judge(lessonOf({ id: 'a', judge: look }), EVIDENCE);
  expect(seen).toEqual([EVIDENCE]);
});

test('a check is skipped, and not asked, where one it comes after did not pass', () => {
  const lesson = lessonOf(
    { id: 'holds', judge: holds },
    { id: 'fails', judge: fails },
    { id: 'throws', judge: throws },
    { id: 'after-holds', after: ['holds'], judge: holds },
    { id: 'after-fails', after: ['holds', 'fails'], judge: throws },
    { id: 'after-throws', after: ['throws'], judge: throws },
    { id: 'after-skipped', after: ['after-fails'], judge: throws },
    { id: 'beside', judge: holds },
  );
  expect(statuses(lesson)).toEqual([
    ['holds', 'passed', 10],
    ['fails', 'failed', 0],
    ['throws', 'error', 0],
    ['after-holds', 'passed', 10],
    ['after-fails', 'skipped', 0],
    ['after-throws', 'skipped', 0],
    ['after-skipped', 'skipped', 0],
    ['beside', 'passed', 10],
  ]);
});

test('a check that throws is a fault, which says what was thrown, and where', () => {
  const throwText = (): Finding[] => {
    // eslint-disable-next-line typescript/only-throw-error -- a dependency may
    throw 'plain text';
  };
  const [error, text] = judge(lessonOf({ id: 'a', judge: throws }, { id: 'b', judge: throwText }), EVIDENCE);
  expect(error).toMatchObject({ status: 'error', findings: [] });
  expect(error?.fault).toMatch(/^Error: no such field\n\s+at .*judge\.test\.ts/);
  expect(text?.fault).toBe('plain text');
});

const WRONG_ANSWER = { outcome: 'answered', status: 500, expectedStatus: 200 } as Exchange;

test.for<[what: string, evidence: Evidence]>([
  ['a violation', { ...EVIDENCE, violation: { code: 'course-touched', params: { path: 'shop/index.ts' } } }],
  ['nothing run at all', { ...EVIDENCE, violation: { code: 'refused-kind', params: { path: '.' } }, runs: {} }],
  ['an app that was never ready in a required run', { ...EVIDENCE, runs: { default: NEVER_READY } }],
  ['a shop that answers wrongly', { ...EVIDENCE, runs: { default: { ...RUN, exchanges: [WRONG_ANSWER] } } }],
  [
    'a shop that answers wrongly in a run that is not required',
    { ...EVIDENCE, runs: { default: RUN, odd: { ...RUN, name: 'odd', exchanges: [WRONG_ANSWER] } } },
  ],
  ['a flood, in any run', { ...EVIDENCE, runs: { default: RUN, odd: { ...RUN, name: 'odd', outcome: 'limit' } } }],
  [
    'a violation, in any run',
    { ...EVIDENCE, runs: { default: RUN, odd: { ...RUN, name: 'odd', outcome: 'violation' } } },
  ],
  [
    'a second required run that was never ready',
    { ...EVIDENCE, runs: { default: RUN, busy: { ...NEVER_READY, name: 'busy' } } },
  ],
  [
    'a second service that was never ready',
    { ...EVIDENCE, runs: { default: { ...RUN, processes: { shop: RECORD, orders: { ...RECORD, readyMs: null } } } } },
  ],
])('nothing is judged after %s', ([, evidence]) => {
  expect(statuses(lessonOf({ id: 'a', judge: holds }, { id: 'b', judge: throws }), evidence)).toEqual([
    ['a', 'skipped', 0],
    ['b', 'skipped', 0],
  ]);
});

test('an app that was not ready in a run that is not required is judged', () => {
  const evidence = { ...EVIDENCE, runs: { default: RUN, odd: { ...NEVER_READY, name: 'odd' } } };
  expect(statuses(lessonOf({ id: 'a', judge: holds }), evidence)).toEqual([['a', 'passed', 10]]);
});

test('what a crashed app wrote until then is judged, and what it did not come to show is not taken for granted', () => {
  const cut = { outcome: 'failed', error: 'ECONNRESET', status: null, expectedStatus: 200 } as Exchange;
  const trouble = { code: 'crashed', params: { status: '1' } } as const;
  const crashed: Run = { ...RUN, outcome: 'crashed', trouble, exchanges: [cut] };
  const lesson = lessonOf({ id: 'a', judge: holds }, { id: 'b', judge: fails });
  expect(statuses(lesson, { ...EVIDENCE, runs: { default: crashed } })).toEqual([
    ['a', 'skipped', 0],
    ['b', 'failed', 0],
  ]);
});
