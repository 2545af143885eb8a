import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { findingOf } from '../exhibit-departure.ts';
import { departureIn, truePanels, truthOf } from '../judging.ts';

/** A deploy, after which counters start over, is not seen in what they count. */
export const reset: Check = {
  id: 'reset',
  points: 4,
  after: ['request-rate', 'error-ratio', 'latency-quantiles'],
  codes: ['spike'],
  judge(evidence) {
    const findings = gatherFindings();
    for (const { key, verdict } of truePanels(evidence)) {
      const departure = departureIn(evidence, { key, verdict, view: 'deploy' });
      if (departure !== undefined)
        findings.add('spike', findingOf({ key, answer: verdict.answer, departure }, truthOf(evidence)));
    }
    return findings.list();
  },
};
