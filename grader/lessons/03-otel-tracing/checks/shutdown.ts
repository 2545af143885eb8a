import type { Evidence } from '../../../evidence/evidence.ts';
import { processOf } from '../../../evidence/exit.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { DAY, SERVICES } from '../names.ts';
import { showExit, showTrace } from '../show.ts';
import { serversOf, storiesOf } from '../story.ts';

/** What was answered a moment before SIGTERM is told all the same. */
export const shutdown: Check = {
  id: 'shutdown',
  points: 4,
  after: ['one-trace', 'inbound-context'],
  codes: ['lost', 'exit'],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    const last = storiesOf(evidence, DAY).find(({ kind }) => kind === 'last');
    for (const service of SERVICES) {
      if (last !== undefined && serversOf(last, service).length === 0)
        findings.add('lost', { params: { service }, ...showTrace(last) });
      const run = evidence.runs[DAY];
      if (run !== undefined && processOf(run, service)?.code !== 0) findings.add('exit', showExit(run, service));
    }
    return findings.list();
  },
};
