import type { Mutant } from '../../lesson.ts';
import { alone, along, IN_ALERTMANAGER, mutant } from './edit.ts';

const CRITICAL = `    - matchers: ['severity="critical"']\n      receiver: pager\n      repeat_interval: 1h`;
const WARNING = `    - matchers: ['severity="warning"']\n      receiver: team-slack`;
const PAGER = '- routing_key: 0123456789abcdef0123456789abcdef\n        severity: critical';

/** Wrong routing trees that `routing` must notice. */
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
    'muted-by-name',
    'An alert that annoyed somebody goes nowhere.',
    IN_ALERTMANAGER,
    [
      ['  routes:\n', `  routes:\n    - matchers: ['alertname="ErrorBudgetBurnsFast"']\n      receiver: nobody\n`],
      ['receivers:\n', 'receivers:\n  - name: nobody\n'],
    ],
    alone('routing', 'wrong-channel'),
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
    'one-service-elsewhere',
    'The team of the orders reads its pages in the channel.',
    IN_ALERTMANAGER,
    [
      [
        CRITICAL,
        `    - matchers: ['severity="critical"', 'service="orders"']\n      receiver: team-slack\n      repeat_interval: 1h\n${CRITICAL}`,
      ],
    ],
    alone('routing', 'wrong-channel'),
  ),
  mutant(
    'services-only',
    'Only what has a service is paged; neither a machine nor the business has one.',
    IN_ALERTMANAGER,
    [[CRITICAL, CRITICAL.replace(`"critical"'`, `"critical"', 'service!=""'`)]],
    alone('routing', 'wrong-channel'),
  ),
  mutant(
    'news-tomorrow',
    'An instance that joins an incident, and its end, are told after half a day.',
    IN_ALERTMANAGER,
    [[CRITICAL, `${CRITICAL}\n      group_interval: 12h`]],
    alone('routing', 'late-news'),
  ),
  mutant(
    'warning-tomorrow',
    'Warnings are gathered for a day.',
    IN_ALERTMANAGER,
    [[WARNING, `${WARNING}\n      group_wait: 24h`]],
    alone('routing', 'late-news'),
  ),
  mutant(
    'cannot-be-written',
    'The subject of a mail asks for what there is not.',
    IN_ALERTMANAGER,
    [
      [
        '- to: tickets@example.com\n',
        "- to: tickets@example.com\n        headers: { Subject: '{{ .Alert.Labels.alertname }}' }\n",
      ],
    ],
    alone('routing', 'unwritten'),
  ),
];
