import { EVIDENCE_SCHEMA, type Evidence, type Run } from './evidence.ts';

/** A run in which nothing was seen: what tests of the readers start from. */
export const EMPTY_RUN: Run = {
  name: 'default',
  outcome: 'ended',
  processes: {},
  exchanges: [],
  scrapes: [],
  otlp: { requests: [], refusals: [], exceeded: false },
  sentry: { requests: [], refusals: [], exceeded: false },
  facts: {},
  ledger: [],
  startedAt: 0,
  endedAt: 1,
};

/** Evidence of nothing. */
export const EMPTY_EVIDENCE: Evidence = {
  schema: EVIDENCE_SCHEMA,
  lesson: '01-logs',
  seed: 7,
  startedAt: '',
  workplace: '',
  runs: {},
  engines: {},
  answers: null,
};
