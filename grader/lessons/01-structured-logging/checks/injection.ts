import { pointAt, pointAtPart, stdoutLines } from '../../../evidence/logs.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { eventsOf } from '../events.ts';

/** What ends a line in some reader, or moves a terminal's cursor, and may not stand raw in a log. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const RAW = /[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029]/;

/** Nothing that a client sends can forge a line of the log or split one. */
export const injection: Check = {
  id: 'injection',
  points: 8,
  after: ['errors'],
  codes: ['forged', 'control', 'separator', 'unlogged'],
  judge(evidence) {
    const findings = gatherFindings();
    const mark = String(evidence.runs['default']?.facts['forged'] ?? '');
    for (const line of stdoutLines(evidence)) {
      if (line.object !== undefined && 'forged' in line.object)
        findings.add('forged', { at: [pointAtPart(line, mark)] });
      const [raw] = RAW.exec(line.text) ?? [];
      if (raw === undefined) continue;
      const code = raw === '\u2028' || raw === '\u2029' ? 'separator' : 'control';
      findings.add(code, { at: [pointAt(line, line.text.indexOf(raw), 1)] });
    }
    // The error that carries the text must be logged: leaving it out is no protection.
    const told = eventsOf(evidence, 'default').some(({ err }) => String(err?.['message'] ?? '').includes(mark));
    if (mark !== '' && !told) findings.add('unlogged', { expected: mark, actual: '–' });
    return findings.list();
  },
};
