import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { answersOf } from '../answers.ts';
import { pointAt } from '../exhibit-departure.ts';

/** Grafana loads the files, and every panel asks the datasource that is chosen. */
export const provisioning: Check = {
  id: 'provisioning',
  points: 10,
  codes: [
    'missing',
    'syntax',
    'too-much',
    'datasource',
    'datasource-uid',
    'provider',
    'provider-path',
    'dashboard',
    'dashboard-uid',
    'bare-v2',
    'inputs',
    'unbound',
    'variable-query',
  ],
  judge(evidence) {
    const findings = gatherFindings();
    for (const { code, params, place } of answersOf(evidence).problems)
      findings.add(code, { params, ...(place === undefined ? {} : { at: [pointAt(place)] }) });
    return findings.list();
  },
};
