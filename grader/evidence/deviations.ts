import type { Evidence, Exchange } from './evidence.ts';

/** The answers that are not the shop's: another status than the shop owes, or none in time. In the order sent. */
export function deviations(evidence: Evidence): Exchange[] {
  return Object.values(evidence.runs).flatMap((run) =>
    run.exchanges.filter(
      ({ outcome, status, expectedStatus }) =>
        expectedStatus !== null && (outcome === 'timeout' || (outcome === 'answered' && status !== expectedStatus)),
    ),
  );
}
