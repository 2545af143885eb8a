import type { Mutant } from '../../lesson.ts';
import { alone, along, IN_ALERTING, IN_ALERTMANAGER, mutant } from './edit.ts';

const ESCALATION = `    - matchers: ['escalation="lead"']\n      receiver: lead-pager`;
const CRITICALS = 'ALERTS{alertstate="firing", severity="critical", alertname!="CriticalUnacknowledged"}';
const BURST = `max by (service) (${CRITICALS})`;

/** Wrong escalations that `routing` must notice. */
export const escalation: Mutant[] = [
  mutant(
    'no-escalation',
    'The group has another name.',
    IN_ALERTING,
    [['name: routing', 'name: escalation']],
    along('routing', ['no-rule'], ['conventions']),
  ),
  mutant(
    'of-itself',
    'The escalation is itself a critical alert, and escalates itself.',
    IN_ALERTING,
    [
      [BURST, 'max by (service) (ALERTS{alertstate="firing", severity="critical"})'],
      ['for: 15m', 'for: 0m'],
    ],
    alone('routing', 'escalates-early', 'escalates-for-ever'),
  ),
  mutant(
    'escalates-late',
    'Two hours are enough.',
    IN_ALERTING,
    [['for: 15m', 'for: 2h']],
    alone('routing', 'not-escalated'),
  ),
  mutant(
    'escalates-on',
    'It goes on for an hour.',
    IN_ALERTING,
    [['for: 15m', 'for: 15m\n        keep_firing_for: 1h']],
    alone('routing', 'escalates-for-ever'),
  ),
  mutant(
    'escalates-all',
    'Warnings are escalated, too.',
    IN_ALERTING,
    [[BURST, BURST.replace(' severity="critical",', '')]],
    alone('routing', 'escalates-warning'),
  ),
  mutant(
    'escalates-whom',
    'Something is critical somewhere.',
    IN_ALERTING,
    [[BURST, BURST.replace('max by (service)', 'max')]],
    alone('routing', 'subject'),
  ),
  mutant(
    'same-pager',
    'Whoever does not answer is called once more.',
    IN_ALERTMANAGER,
    [[ESCALATION, ESCALATION.replace('lead-pager', 'pager')]],
    alone('routing', 'escalation-receiver'),
  ),
  mutant(
    'cannot-be-silenced',
    'The escalation has a service of its own, and no silence holds it.',
    IN_ALERTING,
    [['escalation: lead', 'escalation: lead\n          service: on-call']],
    along('routing', ['silence'], ['conventions']),
  ),
  mutant(
    'explained-away',
    'The escalation is a warning: the critical alert that it is about mutes it.',
    IN_ALERTING,
    [['severity: critical\n          escalation: lead', 'severity: warning\n          escalation: lead']],
    alone('routing', 'escalation-muted'),
  ),
  mutant(
    'lead-tomorrow',
    'The lead is called after twenty hours.',
    IN_ALERTMANAGER,
    [[ESCALATION, `${ESCALATION}\n      group_wait: 20h`]],
    alone('routing', 'slow-page'),
  ),
  mutant(
    'lead-for-ever',
    "The lead's incident stays open.",
    IN_ALERTMANAGER,
    [
      [
        '- routing_key: fedcba9876543210fedcba9876543210\n',
        '- routing_key: fedcba9876543210fedcba9876543210\n        send_resolved: false\n',
      ],
    ],
    alone('routing', 'unresolved'),
  ),
  mutant(
    'lead-by-severity',
    'The pager of the lead does not know our severities.',
    IN_ALERTMANAGER,
    [
      [
        '- routing_key: fedcba9876543210fedcba9876543210\n        severity: critical\n',
        "- routing_key: fedcba9876543210fedcba9876543210\n        severity: '{{ .CommonLabels.escalation }}'\n",
      ],
    ],
    alone('routing', 'refused'),
  ),
  mutant(
    'lead-reads-along',
    'The lead has a channel, and the pager that rings is still the same.',
    IN_ALERTMANAGER,
    [
      [
        ESCALATION,
        `${ESCALATION.replace('lead-pager', 'team-slack')}\n      continue: true\n    - matchers: ['escalation="lead"']\n      receiver: pager`,
      ],
    ],
    alone('routing', 'escalation-receiver'),
  ),
  mutant(
    'adds-up',
    'A quarter of an hour in the last hour, in pieces.',
    IN_ALERTING,
    [
      [BURST, `max by (service) (count_over_time(${CRITICALS}[1h])) >= 15 and ${BURST}`],
      ['for: 15m', 'for: 0m'],
    ],
    alone('routing', 'escalates-short'),
  ),
];
