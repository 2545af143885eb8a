import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { answersOf } from '../ask.ts';
import { TESTS_FOLDER } from '../names.ts';
import { pointAtLine } from '../yaml-source.ts';

/** The learner's own tests hold, and would not hold if the rules were wrong. */
export const ruleTests: Check = {
  id: 'rule-tests',
  points: 5,
  codes: ['none', 'yaml', 'too-long', 'failing', 'unnoticed'],
  judge(evidence) {
    const findings = gatherFindings();
    const { files, troubles, failure, unnoticed } = answersOf(evidence).tests;
    for (const { code, file, reason, line, column, text } of troubles)
      findings.add(code, { params: { file, reason, line, column }, at: [pointAtLine(file, line, text, column)] });
    if (files.length === 0) findings.add('none', { params: { file: `${TESTS_FOLDER}/*.yml` } });
    else if (failure !== undefined) {
      const { file, reason, ...sides } = failure;
      findings.add('failing', { params: { file, reason }, ...sides });
    }
    if (unnoticed.length > 0) findings.add('unnoticed', { params: { versions: unnoticed.join(', ') } });
    return findings.list();
  },
};
