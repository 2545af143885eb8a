import type { Evidence, Exchange, Run } from './evidence.ts';

/**
 * The answers that are not the shop's: another status than the shop owes, or no answer at all. In the order sent.
 * Where the app crashed, that tells of the connections that broke.
 */
export function deviations(evidence: Evidence): Exchange[] {
  return Object.values(evidence.runs).flatMap((run) =>
    run.exchanges.filter(({ outcome, status, expectedStatus }) => {
      if (expectedStatus === null || outcome === 'aborted') return false;
      if (outcome === 'failed') return run.outcome !== 'crashed';
      return outcome === 'timeout' || status !== expectedStatus;
    }),
  );
}

/** The first run in which the app did what no app may: flooded the grader, left processes behind, cut it off. In any run. */
export function firstBreach(evidence: Evidence): Run | undefined {
  return Object.values(evidence.runs).find(({ outcome }) => outcome === 'limit' || outcome === 'violation');
}
