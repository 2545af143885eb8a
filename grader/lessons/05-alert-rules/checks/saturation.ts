import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { codesOf, judgeGroup } from './judge-group.ts';

/** Resources that run out: told in time, and not for a peak. */
export const saturation: Check = {
  id: 'saturation',
  points: 10,
  codes: codesOf('saturation'),
  judge(evidence) {
    const findings = gatherFindings();
    judgeGroup(evidence, 'saturation', findings);
    return findings.list();
  },
};
