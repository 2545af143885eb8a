import type { Mutant } from '../../lesson.ts';
import { alone, along, IN_ALERTING, IN_ALERTMANAGER, mutant } from './edit.ts';

const CRITICAL = `    - matchers: ['severity="critical"']\n      receiver: pager\n      repeat_interval: 1h`;
const WARNING = `    - matchers: ['severity="warning"']\n      receiver: team-slack`;
const ESCALATION = `    - matchers: ['escalation="lead"']\n      receiver: lead-pager`;
const PAGER = '- routing_key: 0123456789abcdef0123456789abcdef\n        severity: critical';
const BURST =
  'max by (service) (ALERTS{alertstate="firing", severity="critical", alertname!="CriticalUnacknowledged"})';

/** Wrong routing trees and escalations that \`routing\` must notice. */
export const routing: Mutant[] = [
  mutant(
    'warnings-by-mail',
    'Warnings go where infos go.',
    IN_ALERTMANAGER,
    [
      [
        '    - matchers: [\'severity="info"\']\n      receiver: tickets',
        '    - matchers: [\'severity="info"\']\n      receiver: team-slack',
      ],
    ],
    alone('routing', 'wrong-channel'),
  ),
  mutant(
    'goes-on',
    'The pager, and then on to Slack.',
    IN_ALERTMANAGER,
    [
      [
        CRITICAL,
        `${CRITICAL}\n      continue: true\n    - matchers: ['severity="critical"']\n      receiver: team-slack`,
      ],
    ],
    alone('routing', 'twice', 'rare'),
  ),
  mutant(
    'into-nothing',
    'What no route knows goes nowhere.',
    IN_ALERTMANAGER,
    [
      ['  receiver: team-slack\n  group_by', '  receiver: nobody\n  group_by'],
      ['receivers:\n', 'receivers:\n  - name: nobody\n'],
    ],
    alone('routing', 'lost'),
  ),
  mutant(
    'severity-by-label',
    'PagerDuty does not know every severity that we do.',
    IN_ALERTMANAGER,
    [[PAGER, PAGER.replace('severity: critical', "severity: 'P1'")]],
    along('routing', ['refused'], []),
  ),
  mutant(
    'no-end',
    'Slack is not told when it is over.',
    IN_ALERTMANAGER,
    [['        send_resolved: true\n', '']],
    alone('routing', 'unresolved'),
  ),
  mutant(
    'waits-for-others',
    'A page waits for others to come.',
    IN_ALERTMANAGER,
    [[CRITICAL, `${CRITICAL}\n      group_wait: 10m`]],
    alone('routing', 'slow-page'),
  ),
  mutant(
    'told-once',
    'A page is repeated after a day.',
    IN_ALERTMANAGER,
    [[CRITICAL, CRITICAL.replace('1h', '24h')]],
    alone('routing', 'rare'),
  ),
  mutant(
    'told-always',
    'Warnings are repeated every five minutes.',
    IN_ALERTMANAGER,
    [[WARNING, `${WARNING}\n      repeat_interval: 5m`]],
    alone('routing', 'noisy'),
  ),
  mutant(
    'sleeps-at-night',
    'Nobody is called at night.',
    IN_ALERTMANAGER,
    [
      [CRITICAL, `${CRITICAL}\n      mute_time_intervals: [night]`],
      [
        'inhibit_rules:',
        'time_intervals:\n  - name: night\n    time_intervals:\n      - times: [{ start_time: 00:00, end_time: 06:00 }]\n\ninhibit_rules:',
      ],
    ],
    alone('routing', 'muted'),
  ),
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
];
