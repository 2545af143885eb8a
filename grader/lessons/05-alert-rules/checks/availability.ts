import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { codesOf, judgeGroup } from './judge-group.ts';

/** The objective of 99.9 %: alerts on what eats it up, and on nothing smaller. */
export const availability: Check = {
  id: 'availability',
  points: 14,
  codes: codesOf('availability'),
  judge(evidence) {
    const findings = gatherFindings();
    judgeGroup(evidence, 'availability', findings);
    return findings.list();
  },
};
