import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import type { ViewName } from '../days-model.ts';
import { findingOf } from '../exhibit-departure.ts';
import { departureIn, truePanels, truthOf } from '../judging.ts';

const VIEWS: readonly (readonly [ViewName, code: string])[] = [
  ['hour', 'late'],
  ['day-burst', 'interval'],
  ['day-six-hours', 'range'],
  ['day', 'range'],
];

/** What is right when Prometheus scrapes every 15 s is right when it does every minute, and over a day; it follows a change, and leaves nothing out. */
export const ranges: Check = {
  id: 'ranges',
  points: 6,
  after: ['request-rate', 'error-ratio', 'latency-quantiles'],
  codes: ['late', 'interval', 'range'],
  judge(evidence) {
    const findings = gatherFindings();
    for (const { key, verdict } of truePanels(evidence))
      for (const [view, code] of VIEWS) {
        const departure = departureIn(evidence, { key, verdict, view, windows: 'fitting' });
        if (departure === undefined) continue;
        findings.add(code, findingOf({ key, answer: verdict.answer, departure }, truthOf(evidence)));
        break;
      }
    return findings.list();
  },
};
