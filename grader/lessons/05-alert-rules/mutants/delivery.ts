import type { Mutant } from '../../lesson.ts';
import { alone, along, IN_ALERTING, IN_ALERTMANAGER, instead, mutant } from './edit.ts';

const WARNING = `    - matchers: ['severity="warning"']\n      receiver: team-slack`;
const INHIBIT = `  - source_matchers: ['severity="critical"', 'service!=""']`;
const WATCHDOG = `      receiver: dead-mans-switch`;
const SLACK_TEXT = `        text: '{{ template "shop.text" . }}'\n`;

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
  mutant(
    'mutes-on',
    'Whatever is known of a service mutes its warnings, even when it is a note.',
    IN_ALERTMANAGER,
    [[INHIBIT, INHIBIT.replace('="critical"', '=~"critical|info"')]],
    alone('inhibition', 'still-muted'),
  ),
];

/** Wrong heartbeats. */
export const watchdog: Mutant[] = [
  mutant(
    'no-watchdog',
    'The group has another name.',
    IN_ALERTING,
    [['name: watchdog', 'name: heartbeat']],
    along('watchdog', ['no-rule'], ['conventions']),
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
  mutant(
    'beats-late',
    'The first heartbeat comes after most of a day.',
    IN_ALERTMANAGER,
    [['group_wait: 0s', 'group_wait: 20h']],
    alone('watchdog', 'rare'),
  ),
  mutant(
    'beats-by-day',
    'The heartbeat rests at night.',
    IN_ALERTMANAGER,
    [
      [WATCHDOG, `${WATCHDOG}\n      mute_time_intervals: [night]`],
      [
        'inhibit_rules:',
        'time_intervals:\n  - name: night\n    time_intervals:\n      - times: [{ start_time: 00:00, end_time: 06:00 }]\n\ninhibit_rules:',
      ],
    ],
    alone('watchdog', 'paused'),
  ),
  mutant(
    'not-alone',
    'What nobody knows keeps the heartbeat alive.',
    IN_ALERTMANAGER,
    [
      [
        '    - matchers: [\'alertname="Watchdog"\']',
        `    - matchers: ['severity!~"critical|warning|info|none"']
      receiver: dead-mans-switch
      continue: true
    - matchers: ['severity!~"critical|warning|info|none"']
      receiver: team-slack
    - matchers: ['alertname="Watchdog"']`,
      ],
    ],
    alone('watchdog', 'receiver'),
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
    'tests-unread',
    'A bracket that is never closed.',
    'tests/logins.yml',
    [['rule_files:\n  - ../rules/business.yml', 'rule_files: [../rules/business.yml']],
    alone('rule-tests', 'yaml'),
  ),
  mutant(
    'tests-of-ages',
    'Every test that there ever was is kept in comments.',
    'tests/logins.yml',
    [['rule_files:\n', `${'# fires, once more\n'.repeat(20_000)}rule_files:\n`]],
    alone('rule-tests', 'too-long'),
  ),
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
