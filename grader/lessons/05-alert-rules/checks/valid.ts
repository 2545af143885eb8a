import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { answersOf } from '../ask.ts';
import { ALERTMANAGER_FILE, RULES_FOLDER } from '../names.ts';
import { pointAtLine } from '../yaml-source.ts';

/** The files are there, are YAML, and the tools take them. */
export const valid: Check = {
  id: 'valid',
  points: 6,
  codes: ['missing', 'yaml', 'too-long', 'refused'],
  judge(evidence) {
    const findings = gatherFindings();
    const { ruleFiles, hasAlertmanager, troubles, refusals } = answersOf(evidence);
    if (ruleFiles.length === 0) findings.add('missing', { params: { file: `${RULES_FOLDER}/*.yml` } });
    if (!hasAlertmanager) findings.add('missing', { params: { file: ALERTMANAGER_FILE } });
    for (const { code, file, reason, line, column, text } of troubles)
      findings.add(code, { params: { file, reason, line, column }, at: [pointAtLine(file, line, text, column)] });
    for (const { file, tool, reason, line } of refusals)
      findings.add('refused', {
        params: { file, tool, reason },
        at: line === undefined ? [] : [pointAtLine(file, line, reason)],
      });
    return findings.list();
  },
};
