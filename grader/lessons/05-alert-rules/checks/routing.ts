import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { LIMITS } from '../names.ts';
import type { RoutingRun } from '../routing/run-routing.ts';
import { codesOf, judgeGroup } from './judge-group.ts';
import { notificationsOf, requireRouting, sendsOf, type RoutedAlert } from './routing-evidence.ts';

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
    'unresolved',
    'slow-page',
    'rare',
    'noisy',
    'muted',
    ...codesOf('routing'),
    'escalation-receiver',
    'silence',
  ],
  judge(evidence) {
    const findings = gatherFindings();
    judgeGroup(evidence, 'routing', findings);
    const run = requireRouting(evidence, findings);
    if (run === undefined) return findings.list();
    for (const [severity, channel] of Object.entries(CHANNELS)) judgeSeverity(run, severity, channel, findings);
    judgeStrangers(run, findings);
    judgeTimes(run, findings);
    judgeEscalation(run, findings);
    return findings.list();
  },
};

const alertOf = ({ alerts }: RoutingRun, wanted: string): RoutedAlert | undefined =>
  alerts.find(({ role }) => role === wanted);

function judgeSeverity(run: RoutingRun, severity: string, channel: string, findings: Findings): void {
  const alert = alertOf(run, severity);
  if (alert === undefined) return;
  const params = { severity };
  const told = notificationsOf(run, alert, 'firing');
  const refused = told.find(({ refusal }) => refusal !== undefined);
  if (refused !== undefined)
    findings.add('refused', { params: { ...params, channel: refused.kind, reason: refused.refusal ?? '' } });
  const ids = [...new Map(told.map(({ id, kind }) => [id, kind])).values()];
  if (ids.length !== 1 || ids[0] !== channel)
    findings.add(ids.length > 1 && (ids as string[]).includes(channel) ? 'twice' : 'wrong-channel', {
      params,
      expected: channel,
      actual: ids.length === 0 ? '–' : ids.join(', '),
    });
  else if (channel !== 'email' && notificationsOf(run, alert, 'resolved').length === 0)
    findings.add('unresolved', { params: { ...params, channel }, expected: 'resolved', actual: 'firing' });
}

/** An alert of a severity that nobody has thought of, and one of none. */
function judgeStrangers(run: RoutingRun, findings: Findings): void {
  for (const role of ['unknown', 'unlabelled']) {
    const alert = alertOf(run, role);
    if (alert === undefined) continue;
    const told = notificationsOf(run, alert, 'firing').filter(({ refusal }) => refusal === undefined);
    if (!told.some(({ kind }) => HUMAN.includes(kind)))
      findings.add('lost', {
        params: { severity: alert.labels['severity'] ?? '–' },
        expected: HUMAN.join(' | '),
        actual: told.map(({ kind }) => kind).join(', ') || '–',
      });
  }
}

function judgeTimes(run: RoutingRun, findings: Findings): void {
  const nodesOf = (role: string) => (alertOf(run, role)?.nodes ?? []).flatMap((node) => run.nodes[node] ?? []);
  for (const { groupWait, repeatInterval, muted } of nodesOf('critical')) {
    if (groupWait > LIMITS.criticalGroupWait)
      findings.add('slow-page', { expected: `≤ ${LIMITS.criticalGroupWait} s`, actual: `${groupWait} s` });
    if (repeatInterval > LIMITS.criticalRepeat)
      findings.add('rare', { expected: `≤ ${LIMITS.criticalRepeat} s`, actual: `${repeatInterval} s` });
    if (muted) findings.add('muted');
  }
  for (const { repeatInterval } of nodesOf('warning'))
    if (repeatInterval < LIMITS.warningRepeat)
      findings.add('noisy', { expected: `≥ ${LIMITS.warningRepeat} s`, actual: `${repeatInterval} s` });
}

/** What nobody has acknowledged reaches somebody else; what somebody has silenced does not. */
function judgeEscalation(run: RoutingRun, findings: Findings): void {
  const escalation = alertOf(run, 'escalation');
  if (escalation === undefined) return;
  const receiversOf = (alert: RoutedAlert | undefined): string[] =>
    (alert?.nodes ?? []).map((node) => run.nodes[node]?.receiver ?? '');
  const pagers = receiversOf(alertOf(run, 'critical'));
  const own = receiversOf(escalation).filter((receiver) => !pagers.includes(receiver));
  const paged = sendsOf(run, escalation).some(({ kind }) => kind === 'pagerduty');
  if (own.length === 0 || !paged)
    findings.add('escalation-receiver', { actual: receiversOf(escalation).join(', ') || '–' });
  const held = alertOf(run, 'silenced-escalation');
  if (held !== undefined && !held.silenced)
    findings.add('silence', { expected: '–', actual: receiversOf(held).join(', ') });
}
