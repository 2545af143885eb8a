import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { pointAtInhibitRules } from '../routing-lines.ts';
import { requireRouting } from './routing-evidence.ts';

/** Whoever has been woken for a service is not told its warnings; everybody else is. */
export const inhibition: Check = {
  id: 'inhibition',
  points: 5,
  codes: ['not-loaded', 'not-muted', 'other-muted', 'nameless-muted', 'still-muted'],
  judge(evidence) {
    const findings = gatherFindings();
    const routing = requireRouting(evidence, findings);
    if (routing === undefined) return findings.list();
    const { inhibited, released } = routing;
    const at = pointAtInhibitRules(routing.lines);
    if (inhibited['same-service'] !== true) findings.add('not-muted', { at });
    else if (!released) findings.add('still-muted', { at });
    if (inhibited['other-service'] === true) findings.add('other-muted', { at });
    if (inhibited['without-service'] === true) findings.add('nameless-muted', { at });
    return findings.list();
  },
};
