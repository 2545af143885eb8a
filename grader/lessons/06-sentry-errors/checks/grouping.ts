import type { Evidence, Pointer } from '../../../evidence/evidence.ts';
import type { SentryEvent } from '../../../evidence/sentry-events.ts';
import { groupOf } from '../../../evidence/sentry-groups.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { mishapsOf, pointAtEvent } from '../heard.ts';
import { CRASH, DAY } from '../names.ts';

/** A database that loses connections may be one issue or one for each query: both can be meant. */
const MAY_BE_ONE = new Set(['cart', 'checkout', 'login', 'order', 'page', 'product', 'sign-up']);

/** One bug is one issue, whatever order it hits, and whatever process and release; two bugs are two. */
export const grouping: Check = {
  id: 'grouping',
  points: 8,
  after: ['captured-once'],
  codes: ['split', 'merged'],
  judge(evidence) {
    const findings = gatherFindings();
    const bugs = sightingsByBug(evidence);
    for (const [bug, sightings] of bugs) {
      const groups = new Set(sightings.map(({ group }) => group));
      if (groups.size > 1)
        findings.add('split', { params: { bug }, expected: '1', actual: String(groups.size), at: twoOf(sightings) });
    }
    for (const [bug, sightings] of bugs)
      for (const [other, others] of bugs) {
        if (bug >= other || (MAY_BE_ONE.has(bug) && MAY_BE_ONE.has(other))) continue;
        const groups = new Set(sightings.map(({ group }) => group));
        const same = others.find(({ group }) => groups.has(group));
        const [first] = sightings;
        if (same !== undefined && first !== undefined)
          findings.add('merged', {
            params: { bug, other },
            expected: '2',
            actual: '1',
            at: [pointAtEvent(first.event, first.run), pointAtEvent(same.event, same.run)],
          });
      }
    return findings.list();
  },
};

/** One event of a bug, and the issue it is put into. */
interface Sighting {
  run: string;
  event: SentryEvent;
  group: string;
}

function sightingsByBug(evidence: Evidence): Map<string, Sighting[]> {
  const bugs = new Map<string, Sighting[]>();
  for (const run of [DAY, CRASH])
    for (const { bug, events } of mishapsOf(evidence, run)) {
      const [event] = events; // what is told more than once is for other checks to say
      if (event === undefined) continue;
      bugs.set(bug, [...(bugs.get(bug) ?? []), { run, event, group: groupOf(event) }]);
    }
  return bugs;
}

/** Two events that differ in their group, to be looked at side by side. */
function twoOf(sightings: readonly Sighting[]): Pointer[] {
  const [first] = sightings;
  const other = sightings.find(({ group }) => first !== undefined && group !== first.group);
  return [first, other]
    .filter((sighting) => sighting !== undefined)
    .map(({ event, run }) => pointAtEvent(event, run, event.fingerprint.join(' ')));
}
