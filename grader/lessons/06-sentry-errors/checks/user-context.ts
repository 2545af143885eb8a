import { isIP } from 'node:net';
import type { Json } from '../../../evidence/evidence.ts';
import { shownOf, type JsonObject } from '../../../evidence/json-fields.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { heardOf, mishapsOf, pointAtEvent } from '../heard.ts';
import { CRASH, DAY } from '../names.ts';
import { customerOf } from '../truth.ts';

/** An event names the customer whose request it was, however many were served at once; and nobody where nobody was logged in. */
export const userContext: Check = {
  id: 'user-context',
  points: 10,
  after: ['captured-once'],
  codes: ['missing', 'foreign', 'nobody', 'surplus'],
  judge(evidence) {
    const findings = gatherFindings();
    const run = evidence.runs[DAY];
    if (run === undefined) return [];
    for (const { exchange, events } of mishapsOf(evidence, DAY)) {
      const expected = customerOf(run, exchange);
      for (const event of events) {
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
    for (const name of [DAY, CRASH])
      for (const event of heardOf(evidence, name).events) {
        const [field] = surplusOf(event.user);
        if (field === undefined) continue;
        const part = `user.${field}`;
        findings.add('surplus', { expected: 'user.id', actual: part, at: [pointAtEvent(event, name, part)] });
      }
    return findings.list();
  },
};

/** Empty, or masked. */
function saysNothing(value: Json | undefined): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return /^(?:\[.*\])?$/.test(shownOf(value));
}

/** What is told of a user beside the id. An address is for `scrubbing`, unless Sentry is asked to find it: `{{auto}}`. */
function surplusOf(user: JsonObject): string[] {
  return Object.entries(user)
    .filter(([name, value]) => name !== 'id' && !saysNothing(value))
    .filter(([name, value]) => name !== 'ip_address' || isIP(shownOf(value)) === 0)
    .map(([name]) => name);
}
