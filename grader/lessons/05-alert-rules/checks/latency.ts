import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { codesOf, judgeGroup } from './judge-group.ts';

/** The P99 of half a second, held to in the same way. */
export const latency: Check = {
  id: 'latency',
  points: 9,
  codes: codesOf('latency'),
  judge(evidence) {
    const findings = gatherFindings();
    judgeGroup(evidence, 'latency', findings);
    return findings.list();
  },
};
