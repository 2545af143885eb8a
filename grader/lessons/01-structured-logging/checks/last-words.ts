import { factText, type Evidence } from '../../../evidence/evidence.ts';
import { exitOf, pointAtExit, processOf } from '../../../evidence/exit.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { errorMessageOf, eventsOf, hasStack, pointAtEvent } from '../events.ts';
import { DAY, FATAL } from '../names.ts';
import { pointAtExchange, requestLog } from '../requests.ts';

const SHUTDOWN =
  /^(?:(?:server|service|process|app)[._-])?(?:shutdown|shutting[._-]down|stopp(?:ing|ed)|clos(?:ing|ed))(?:[._-]|$)/;

/** SIGTERM: what is under way is finished and said. A crash: one fatal line, and a status that tells. */
export const lastWords: Check = {
  id: 'last-words',
  points: 8,
  codes: [
    'in-flight-dropped',
    'in-flight-untold',
    'shutdown-missing',
    'exit-status',
    'exit-late',
    'fatal-missing',
    'fatal-repeated',
    'fatal-error',
    'crash-status',
    'crash-survived',
  ],
  judge(evidence) {
    const findings = gatherFindings();
    judgeShutdown(evidence, findings);
    for (const run of ['crash-exception', 'crash-rejection']) judgeCrash(evidence, run, findings);
    return findings.list();
  },
};

function judgeShutdown(evidence: Evidence, findings: Findings): void {
  const run = evidence.runs[DAY];
  if (run === undefined) return;
  const last = requestLog(evidence, run.name).requests.find(({ exchange }) => exchange.facts['last'] === true);
  const dropped = run.exchanges.find(({ facts, status }) => facts['last'] === true && status !== 201);
  if (dropped !== undefined)
    findings.add('in-flight-dropped', {
      expected: '201',
      actual: String(dropped.status ?? dropped.error),
      at: [pointAtExchange(run.name, dropped)],
    });
  else if (last !== undefined && last.completed.length === 0)
    findings.add('in-flight-untold', { at: [pointAtExchange(run.name, last.exchange)] });
  if (!eventsOf(evidence, run.name).some(({ name }) => SHUTDOWN.test(name ?? '')))
    findings.add('shutdown-missing', { expected: 'shutdown', actual: '–', at: [pointAtExit(run)] });
  const record = processOf(run);
  if (record?.endedBy === 'sigkill') findings.add('exit-late', { at: [pointAtExit(run)] });
  else if (record?.code !== 0)
    findings.add('exit-status', { expected: 'exit 0', actual: exitOf(run), at: [pointAtExit(run)] });
}

function judgeCrash(evidence: Evidence, name: string, findings: Findings): void {
  const run = evidence.runs[name];
  if (run === undefined) return;
  const record = processOf(run);
  const message = factText(run.facts, 'crash');
  const fatal = eventsOf(evidence, name).filter(({ level }) => level === FATAL);
  const [event, again] = fatal;
  const params = { how: name.replace('crash-', '') };
  if (event === undefined)
    findings.add('fatal-missing', { params, expected: 'fatal', actual: '–', at: [pointAtExit(run)] });
  else if (again !== undefined)
    findings.add('fatal-repeated', { params, expected: '1', actual: String(fatal.length), at: [pointAtEvent(again)] });
  const complete = event !== undefined && errorMessageOf(event).includes(message) && hasStack(event);
  if (event !== undefined && !complete)
    findings.add('fatal-error', { params, expected: message, actual: '–', at: [pointAtEvent(event)] });
  if (record?.endedBy === 'sigkill') findings.add('crash-survived', { params, at: [pointAtExit(run)] });
  else if (record?.code === 0)
    findings.add('crash-status', { params, expected: '≠ 0', actual: '0', at: [pointAtExit(run)] });
}
