import type { Evidence, Exchange, ProcessRecord, Run } from '../../../evidence/evidence.ts';
import { processOf } from '../../../evidence/exit.ts';
import { readLines, type LogLine } from '../../../evidence/logs.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { ALONE, SERVICES } from '../names.ts';
import { showExit } from '../show.ts';

/** More complaints than these, beside a shop's own lines, hide what matters. */
const COMPLAINTS = 20;

/** A shop whose collector is not there sells as if it were. */
export const resilience: Check = {
  id: 'resilience',
  points: 4,
  after: ['one-trace'],
  codes: ['unserved', 'exit', 'noise'],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    const run = evidence.runs[ALONE];
    if (run === undefined) return [];
    for (const exchange of run.exchanges.filter((one) => !isServed(one)))
      findings.add('unserved', {
        params: { request: `${exchange.method} ${exchange.route}` },
        actual: String(exchange.status ?? exchange.error ?? exchange.outcome),
      });
    for (const service of SERVICES) {
      const record = processOf(run, service);
      if (record === undefined) continue;
      if (record.code !== 0) findings.add('exit', showExit(run, service));
      const [first, ...more] = complaintsOf(run, record);
      if (first !== undefined && more.length >= COMPLAINTS)
        findings.add('noise', {
          params: { service },
          expected: `≤ ${COMPLAINTS}`,
          actual: String(more.length + 1),
          at: [{ channel: first.channel, run: ALONE, service, line: first.number, excerpt: first.text.slice(0, 200) }],
        });
    }
    return findings.list();
  },
};

const isServed = ({ outcome, status }: Exchange): boolean => outcome === 'answered' && status !== null && status < 400;

/** What is written beside the shop's own events. */
function complaintsOf(run: Run, record: ProcessRecord): LogLine[] {
  const isOwn = ({ object }: LogLine): boolean => typeof object?.['event'] === 'string' && !isLoud(object['level']);
  const stdout = readLines(run, record, 'stdout').filter((line) => !isOwn(line));
  return [...readLines(run, record, 'stderr'), ...stdout];
}

/** A level above info, by name or by pino's number. */
const isLoud = (level: unknown): boolean =>
  typeof level === 'number' ? level > 30 : ['warn', 'error', 'fatal'].includes(String(level));
