import type { Json } from '../../../evidence/evidence.ts';
import { pointAtPart, readLines } from '../../../evidence/logs.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import type { Canary } from '../client.ts';

/** No secret of any request or error stands anywhere in stdout or stderr, in any run. */
export const redaction: Check = {
  id: 'redaction',
  points: 12,
  after: ['request-lifecycle'],
  codes: ['header', 'body', 'query', 'error', 'account'],
  judge(evidence) {
    const findings = gatherFindings();
    for (const run of Object.values(evidence.runs)) {
      const canaries = canariesOf(run.facts['canaries']);
      for (const record of Object.values(run.processes)) {
        for (const channel of ['stdout', 'stderr'] as const) {
          const bytes = Buffer.from(record[channel]);
          const leaked = canaries.filter(({ value }) => bytes.includes(value));
          if (leaked.length === 0) continue;
          const lines = readLines(run, record, channel);
          for (const { kind, name, value } of leaked) {
            const line = lines.find(({ text }) => text.includes(value));
            findings.add(kind, { params: { name }, at: line === undefined ? [] : [pointAtPart(line, value)] });
          }
        }
      }
    }
    return findings.list();
  },
};

function canariesOf(noted: Json | undefined): Canary[] {
  return Array.isArray(noted) ? (noted as Canary[]) : [];
}
