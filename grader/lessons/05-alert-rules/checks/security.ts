import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { codesOf, judgeGroup } from './judge-group.ts';

/** Somebody is trying passwords. */
export const security: Check = {
  id: 'security',
  points: 6,
  codes: codesOf('security'),
  judge(evidence) {
    const findings = gatherFindings();
    judgeGroup(evidence, 'security', findings);
    return findings.list();
  },
};
