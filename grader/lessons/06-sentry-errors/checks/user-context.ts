import { shownOf } from '../../../evidence/json-fields.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { eventsOfRequest, pointAtEvent } from '../heard.ts';
import { DAY } from '../names.ts';
import { customerOf, failuresOf } from '../truth.ts';

/** An event names the customer whose request it was, however many were served at once; and nobody where nobody was logged in. */
export const userContext: Check = {
  id: 'user-context',
  points: 10,
  after: ['captured-once'],
  codes: ['missing', 'foreign', 'nobody'],
  judge(evidence) {
    const findings = gatherFindings();
    const run = evidence.runs[DAY];
    if (run === undefined) return [];
    for (const failure of failuresOf(evidence, [DAY])) {
      const expected = customerOf(run, failure.exchange);
      for (const event of eventsOfRequest(evidence, DAY, failure)) {
        const actual = shownOf(event.user.id);
        if (actual === expected) continue;
        const code = expected === '' ? 'nobody' : actual === '' ? 'missing' : 'foreign';
        findings.add(code, {
          expected: expected || '–',
          actual: actual || '–',
          at: [pointAtEvent(event, DAY, `user.id=${actual || '–'}`)],
        });
      }
    }
    return findings.list();
  },
};
