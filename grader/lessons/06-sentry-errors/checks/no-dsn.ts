import type { Evidence, Exchange, Run } from '../../../evidence/evidence.ts';
import { exitOf, pointAtExit, processOf } from '../../../evidence/exit.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { answerField } from '../../shopper.ts';
import { pointAtExchange } from '../heard.ts';
import { NO_DSN, SILENT } from '../names.ts';

/** Without a DSN, and with a Sentry that does not answer, the shop is the same shop. */
export const noDsn: Check = {
  id: 'no-dsn',
  points: 4,
  after: ['captured-once'],
  codes: ['not-up', 'answer', 'waits', 'exit'],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    for (const name of [NO_DSN, SILENT]) {
      const run = evidence.runs[name];
      if (run !== undefined) judgeRun(run, findings);
    }
    return findings.list();
  },
};

function judgeRun(run: Run, findings: Findings): void {
  const params = { run: run.name };
  const record = processOf(run);
  if (record?.readyMs === null || run.outcome === 'crashed') {
    findings.add('not-up', { params, actual: exitOf(run), at: [pointAtExit(run)] });
    return;
  }
  for (const exchange of run.exchanges) {
    const { owes } = exchange.facts;
    if (typeof owes !== 'number' || isOwed(exchange, owes)) continue;
    const actual = `${exchange.status ?? exchange.outcome} ${exchange.responseBody.slice(0, 60)}`.trim();
    findings.add('answer', { params, expected: String(owes), actual, at: [pointAtExchange(run.name, exchange)] });
  }
  const late = run.exchanges.find((exchange) => isLate(run, exchange));
  if (late !== undefined) findings.add('waits', { params, at: [pointAtExchange(run.name, late)] });
  if (record?.endedBy === 'sigkill') findings.add('exit', { params, at: [pointAtExit(run)] });
}

function isOwed(exchange: Exchange, owes: number): boolean {
  const falls = exchange.facts['fallback'] !== undefined;
  return exchange.status === owes && (!falls || answerField(exchange, 'source') === 'bestsellers');
}

/** Whether so much else was answered meanwhile that nothing the shop needs can have taken so long. */
function isLate({ exchanges, facts: noted }: Run, { sentTick, endedTick, facts }: Exchange): boolean {
  if (facts['health'] === true) return noted['health-waits'] === true;
  const { patience } = facts;
  if (typeof patience !== 'number') return false;
  const meanwhile = exchanges.filter((other) => other.sentTick > sentTick && other.endedTick < endedTick);
  return meanwhile.length >= patience;
}
