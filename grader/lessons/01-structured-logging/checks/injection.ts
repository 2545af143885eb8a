import { factText } from '../../../evidence/evidence.ts';
import { pointAt, pointAtPart, stdoutLines } from '../../../evidence/logs.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { errorMessageOf, eventsOf } from '../events.ts';
import { DAY } from '../names.ts';

/** What ends a line in some reader, or moves a terminal's cursor, and may not stand raw in a log. */
const RAW = /(?![\t\u{80}-\u{9f}])[\p{Cc}\p{Zl}\p{Zp}]/u;

/** Nothing that a client sends can forge a line of the log or split one. */
export const injection: Check = {
  id: 'injection',
  points: 8,
  after: ['errors'],
  codes: ['forged', 'control', 'separator', 'unlogged'],
  judge(evidence) {
    const findings = gatherFindings();
    const mark = factText(evidence.runs[DAY]?.facts ?? {}, 'forged');
    for (const line of stdoutLines(evidence)) {
      if (line.object !== undefined && 'forged' in line.object)
        findings.add('forged', { at: [pointAtPart(line, mark)] });
      const [raw] = RAW.exec(line.text) ?? [];
      if (raw === undefined) continue;
      const code = raw === '\u2028' || raw === '\u2029' ? 'separator' : 'control';
      findings.add(code, { at: [pointAt(line, line.text.indexOf(raw), 1)] });
    }
    // The error that carries the text must be logged: leaving it out is no protection.
    const told = eventsOf(evidence, DAY).some((event) => errorMessageOf(event).includes(mark));
    if (mark !== '' && !told) findings.add('unlogged', { expected: mark, actual: '–' });
    return findings.list();
  },
};
