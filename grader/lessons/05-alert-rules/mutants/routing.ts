import type { Mutant } from '../../lesson.ts';
import { alone, along, IN_ALERTING, IN_ALERTMANAGER, instead, mutant } from './edit.ts';

const CRITICAL = `    - matchers: ['severity="critical"']\n      receiver: pager\n      repeat_interval: 1h`;
const WARNING = `    - matchers: ['severity="warning"']\n      receiver: team-slack`;
const ESCALATION = `    - matchers: ['escalation="lead"']\n      receiver: lead-pager`;
const PAGER = '- routing_key: 0123456789abcdef0123456789abcdef\n        severity: critical';
const INHIBIT = `  - source_matchers: ['severity="critical"', 'service!=""']`;
const WATCHDOG = `      receiver: dead-mans-switch`;
const BURST =
  'max by (service) (ALERTS{alertstate="firing", severity="critical", alertname!="CriticalUnacknowledged"})';
const SLACK_TEXT = `        text: '{{ template "shop.text" . }}'\n`;

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
    alone('routing', 'no-rule'),
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

/** Wrong grouping. */
export const grouping: Mutant[] = [
  mutant(
    'each-for-itself',
    'Every alert is a notification of its own.',
    IN_ALERTMANAGER,
    [['group_by: [alertname, service]', "group_by: ['...']"]],
    alone('grouping', 'split'),
  ),
  mutant(
    'without-names',
    'The text that Slack shows by default: none.',
    IN_ALERTMANAGER,
    [[SLACK_TEXT, '']],
    alone('grouping', 'unnamed'),
  ),
  mutant(
    'all-in-one',
    'Whatever fires goes into one notification.',
    IN_ALERTMANAGER,
    [['group_by: [alertname, service]', 'group_by: []']],
    alone('grouping', 'mixed'),
  ),
  mutant(
    'not-on-slack',
    'The team reads warnings in the tickets.',
    IN_ALERTMANAGER,
    [[WARNING, WARNING.replace('team-slack', 'tickets')]],
    along('grouping', ['untold'], ['routing']),
  ),
];

/** Wrong inhibition. */
export const inhibition: Mutant[] = [
  mutant(
    'no-inhibition',
    'Nothing is muted.',
    IN_ALERTMANAGER,
    [['target_matchers: [\'severity="warning"\']', 'target_matchers: [\'severity="warn"\']']],
    alone('inhibition', 'not-muted'),
  ),
  mutant(
    'mutes-everybody',
    'One critical alert mutes all warnings.',
    IN_ALERTMANAGER,
    [['    equal: [service]\n', '']],
    alone('inhibition', 'other-muted'),
  ),
  mutant(
    'mutes-nameless',
    'Missing on both sides is equal.',
    IN_ALERTMANAGER,
    [[INHIBIT, `  - source_matchers: ['severity="critical"']`]],
    alone('inhibition', 'nameless-muted'),
  ),
];

/** Wrong heartbeats. */
export const watchdog: Mutant[] = [
  mutant(
    'no-watchdog',
    'The group has another name.',
    IN_ALERTING,
    [['name: watchdog', 'name: heartbeat']],
    alone('watchdog', 'no-rule'),
  ),
  mutant(
    'needs-targets',
    'It beats while something is scraped.',
    IN_ALERTING,
    [['vector(1)', 'count(up) > 0']],
    alone('watchdog', 'silent'),
  ),
  mutant(
    'beats-to-people',
    'The heartbeat goes to the team.',
    IN_ALERTMANAGER,
    [[WATCHDOG, '      receiver: team-slack']],
    alone('watchdog', 'receiver'),
  ),
  mutant(
    'beats-rarely',
    'A heartbeat every four hours.',
    IN_ALERTMANAGER,
    [['repeat_interval: 1m', 'repeat_interval: 4h']],
    alone('watchdog', 'rare'),
  ),
  mutant(
    'beats-muted',
    'A critical alert without a service mutes the heartbeat.',
    IN_ALERTMANAGER,
    [
      [
        '    equal: [service]\n',
        `    equal: [service]\n  - source_matchers: ['severity="critical"']\n    target_matchers: ['severity="none"']\n`,
      ],
    ],
    alone('watchdog', 'muted'),
  ),
];

/** Tests that would not notice. */
export const ruleTests: Mutant[] = [
  {
    id: 'no-tests',
    story: 'The tests were in the way.',
    edits: ['slo', 'services', 'logins'].map((name) => instead(`tests/${name}.yml`, '\n')),
    ...alone('rule-tests', 'none'),
  },
  mutant(
    'own-tests-fail',
    'The tests expect what the rules do not do.',
    'tests/services.yml',
    [['eval_time: 14m', 'eval_time: 6m']],
    alone('rule-tests', 'failing'),
  ),
  mutant(
    'no-case-below',
    'Nothing shows that mistyped passwords are no attack.',
    'tests/logins.yml',
    [['        eval_time: 20m\n        exp_alerts: []', '        eval_time: 0m\n        exp_alerts: []']],
    alone('rule-tests', 'unnoticed'),
  ),
];
