import type { Evidence } from '../../../evidence/evidence.ts';
import { groupOf } from '../../../evidence/sentry-groups.ts';
import type { SentryEvent } from '../../../evidence/sentry-events.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { eventsOfRequest, isWarning, pointAtEvent } from '../heard.ts';
import { DAY } from '../names.ts';
import { failuresOf, fallbacksOf } from '../truth.ts';

/** A database that loses connections may be one issue or one for each query: both can be meant. */
const MAY_BE_ONE = new Set(['cart', 'checkout', 'login', 'order', 'page', 'product', 'sign-up']);

/** One bug is one issue, whatever order it hits; two bugs are two. */
export const grouping: Check = {
  id: 'grouping',
  points: 8,
  after: ['captured-once'],
  codes: ['split', 'merged'],
  judge(evidence) {
    const findings = gatherFindings();
    const bugs = eventsByBug(evidence);
    for (const [bug, events] of bugs) {
      const groups = new Set(events.map((event) => groupOf(event)));
      if (groups.size > 1)
        findings.add('split', { params: { bug }, expected: '1', actual: String(groups.size), at: twoOf(events) });
    }
    for (const [bug, events] of bugs)
      for (const [other, others] of bugs) {
        if (bug >= other || (MAY_BE_ONE.has(bug) && MAY_BE_ONE.has(other))) continue;
        const groups = new Set(events.map((event) => groupOf(event)));
        const same = others.find((event) => groups.has(groupOf(event)));
        const [first] = events;
        if (same !== undefined && first !== undefined)
          findings.add('merged', {
            params: { bug, other },
            expected: '2',
            actual: '1',
            at: [pointAtEvent(first, DAY), pointAtEvent(same, DAY)],
          });
      }
    return findings.list();
  },
};

function eventsByBug(evidence: Evidence): Map<string, SentryEvent[]> {
  const bugs = new Map<string, SentryEvent[]>();
  // What is told more than once is for other checks to say.
  const add = (bug: string, events: SentryEvent[]): void =>
    void bugs.set(bug, [...(bugs.get(bug) ?? []), ...events.slice(0, 1)]);
  for (const failure of failuresOf(evidence, [DAY])) add(failure.bug, eventsOfRequest(evidence, DAY, failure));
  for (const fallback of fallbacksOf(evidence, DAY))
    add('recommendations', eventsOfRequest(evidence, DAY, fallback, isWarning));
  return bugs;
}

/** Two events that differ in their group, to be looked at side by side. */
function twoOf(events: readonly SentryEvent[]): ReturnType<typeof pointAtEvent>[] {
  const [first] = events;
  const other = events.find((event) => first !== undefined && groupOf(event) !== groupOf(first));
  return [first, other]
    .filter((event) => event !== undefined)
    .map((event) => pointAtEvent(event, DAY, event.fingerprint.join(' ')));
}
