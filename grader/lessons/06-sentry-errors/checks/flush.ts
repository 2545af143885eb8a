import type { Evidence } from '../../../evidence/evidence.ts';
import { exitOf, pointAtExit, processOf } from '../../../evidence/exit.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { eventsOfCrash, eventsOfRequest, pointAtExchange } from '../heard.ts';
import { CRASH, DAY } from '../names.ts';
import { failuresOf } from '../truth.ts';

/** The last error is the one that matters: it arrives, however the process goes. */
export const flush: Check = {
  id: 'flush',
  points: 8,
  codes: ['stop-dropped', 'stop-lost', 'stop-late', 'stop-status', 'crash-lost', 'crash-status', 'crash-survived'],
  judge(evidence) {
    const findings = gatherFindings();
    judgeStop(evidence, findings);
    judgeCrash(evidence, findings);
    return findings.list();
  },
};

function judgeStop(evidence: Evidence, findings: Findings): void {
  const run = evidence.runs[DAY];
  const last = failuresOf(evidence, [DAY]).find((failure) => failure.last);
  if (run === undefined || last === undefined) return;
  const at = [pointAtExchange(DAY, last.exchange)];
  const { status, error } = last.exchange;
  if (status !== 500) findings.add('stop-dropped', { expected: '500', actual: String(status ?? error ?? '–'), at });
  else if (eventsOfRequest(evidence, DAY, last).length === 0)
    findings.add('stop-lost', { expected: '1', actual: '0', at });
  const record = processOf(run);
  if (record?.endedBy === 'sigkill') findings.add('stop-late', { at: [pointAtExit(run)] });
  else if (typeof record?.code === 'number' && record.code !== 0)
    findings.add('stop-status', { expected: 'exit 0', actual: exitOf(run), at: [pointAtExit(run)] });
}

function judgeCrash(evidence: Evidence, findings: Findings): void {
  const run = evidence.runs[CRASH];
  if (run === undefined) return;
  const at = [pointAtExit(run)];
  const record = processOf(run);
  if (eventsOfCrash(evidence, CRASH).length === 0) findings.add('crash-lost', { expected: '1', actual: '0', at });
  if (record?.endedBy === 'sigkill') findings.add('crash-survived', { at });
  else if (record?.code === 0) findings.add('crash-status', { expected: '≠ 0', actual: exitOf(run), at });
}
