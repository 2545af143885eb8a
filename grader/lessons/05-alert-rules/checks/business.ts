import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { codesOf, judgeGroup } from './judge-group.ts';

/** Orders, compared with what is usual at the hour. */
export const business: Check = {
  id: 'business',
  points: 8,
  codes: codesOf('business'),
  judge(evidence) {
    const findings = gatherFindings();
    judgeGroup(evidence, 'business', findings);
    return findings.list();
  },
};
