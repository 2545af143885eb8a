import { pointAt, pointAtPart, stdoutLines } from '../../../evidence/logs.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';

/** Every line on stdout, boot and crash included, is one JSON object (RFC 8259) with no key twice in it. */
export const ndjson: Check = {
  id: 'ndjson',
  points: 10,
  codes: ['silent', 'not-json', 'not-object', 'duplicate-key', 'invalid-utf8'],
  judge(evidence) {
    const findings = gatherFindings();
    const lines = stdoutLines(evidence);
    if (lines.length === 0) findings.add('silent');
    for (const line of lines) {
      if (!line.validUtf8) findings.add('invalid-utf8', { at: [pointAtPart(line, '\u{FFFD}')] });
      else if (line.problem === 'not-object') findings.add('not-object', { at: [pointAt(line)] });
      else if (line.problem !== undefined) findings.add('not-json', { at: [pointAt(line)] });
      for (const { key, offset } of line.duplicates)
        findings.add('duplicate-key', { params: { key }, at: [pointAt(line, offset, key.length + 2)] });
    }
    return findings.list();
  },
};
