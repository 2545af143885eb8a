import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import type { RoutedAlert } from '../routing/deliver.ts';
import { codesOf, judgeGroup } from './judge-group.ts';
import { judgeEscalation } from './routing-escalation.ts';
import {
  alertsOf,
  nameOf,
  nodesOf,
  notificationsOf,
  pointAtNodes,
  requireRouting,
  sendsOf,
  type PlacedRun,
} from './routing-evidence.ts';
import { judgeEnd, judgeMessages } from './routing-messages.ts';
import { judgeTimes } from './routing-times.ts';

/** The channel of each severity. */
const CHANNELS = { critical: 'pagerduty', warning: 'slack', info: 'email' } as const;
const HUMAN: readonly string[] = ['pagerduty', 'slack', 'email'];

/** Every alert reaches those whom it concerns, once, and so does its end. */
export const routing: Check = {
  id: 'routing',
  points: 10,
  codes: [
    'not-loaded',
    'wrong-channel',
    'twice',
    'lost',
    'refused',
    'unwritten',
    'unresolved',
    'slow-page',
    'rare',
    'noisy',
    'late-news',
    'muted',
    ...codesOf('routing'),
    'escalation-receiver',
    'escalation-muted',
    'silence',
  ],
  judge(evidence) {
    const findings = gatherFindings();
    judgeGroup(evidence, 'routing', findings);
    const run = requireRouting(evidence, findings);
    if (run === undefined) return findings.list();
    for (const [severity, channel] of Object.entries(CHANNELS))
      for (const alert of alertsOf(run, severity)) judgeAlert(run, alert, channel, findings);
    judgeStrangers(run, findings);
    judgeTimes(run, findings);
    judgeEscalation(run, findings);
    return findings.list();
  },
};

function judgeAlert(run: PlacedRun, alert: RoutedAlert, channel: string, findings: Findings): void {
  const params = { alert: nameOf(alert) };
  const told = notificationsOf(run, alert, 'firing');
  judgeMessages(run, alert, told, findings);
  if (told.length === 0 && sendsOf(run, alert).some(({ id }) => id in run.failures)) return;
  const ids = [...new Map(told.map(({ id, kind }) => [id, kind])).values()];
  if (ids.length !== 1 || ids[0] !== channel)
    findings.add(ids.length > 1 && (ids as string[]).includes(channel) ? 'twice' : 'wrong-channel', {
      params,
      expected: channel,
      actual: ids.length === 0 ? '–' : ids.join(', '),
      at: pointAtNodes(run, nodesOf(run, alert)),
    });
  else if (channel !== 'email') judgeEnd(run, alert, channel, findings);
}

/** An alert of a severity that nobody has thought of, and one of none. */
function judgeStrangers(run: PlacedRun, findings: Findings): void {
  for (const alert of [...alertsOf(run, 'unknown'), ...alertsOf(run, 'unlabelled')]) {
    const told = notificationsOf(run, alert, 'firing').filter(({ refusal }) => refusal === undefined);
    if (!told.some(({ kind }) => HUMAN.includes(kind)))
      findings.add('lost', {
        params: { alert: nameOf(alert) },
        expected: HUMAN.join(' | '),
        actual: told.map(({ kind }) => kind).join(', ') || '–',
        at: pointAtNodes(run, nodesOf(run, alert)),
      });
  }
}
