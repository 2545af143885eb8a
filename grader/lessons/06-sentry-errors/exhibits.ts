import type { Evidence } from '../../evidence/evidence.ts';
import { drawEvent } from '../../evidence/sentry-view.ts';
import type { Exhibit } from '../lesson.ts';
import { eventsOfRequest } from './heard.ts';
import { DAY } from './names.ts';
import { failuresOf } from './truth.ts';

/** A charge that broke, as Sentry shows it: what somebody would look at, at night. */
export function lastIssue(evidence: Evidence): Exhibit[] {
  const failures = failuresOf(evidence, [DAY]).toSorted(
    (a, b) => Number(b.bug === 'payment') - Number(a.bug === 'payment'),
  );
  const [event] = failures.flatMap((failure) => eventsOfRequest(evidence, DAY, failure));
  return event === undefined ? [] : [{ id: 'sentry-event', lines: drawEvent(event) }];
}
