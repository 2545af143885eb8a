import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { codesOf, judgeGroup } from './judge-group.ts';

/** Targets that are down, and targets that are gone. */
export const serviceDown: Check = {
  id: 'service-down',
  points: 9,
  codes: codesOf('service-down'),
  judge(evidence) {
    const findings = gatherFindings();
    judgeGroup(evidence, 'service-down', findings);
    return findings.list();
  },
};
