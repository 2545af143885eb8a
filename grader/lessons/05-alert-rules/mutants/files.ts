import type { Mutant } from '../../lesson.ts';
import { GROUPS } from '../names.ts';
import { alone, along, instead, IN_ALERTMANAGER, IN_RESOURCES, IN_SERVICES, mutant, RULE_FILES } from './edit.ts';

const ROUTED = ['routing', 'grouping', 'inhibition', 'watchdog'];
const NO_GROUPS = 'groups: []\n';
const MEMORY = 'alert: MemoryLow';

/** Wrong submissions that `valid` and `conventions` must notice. */
export const files: Mutant[] = [
  {
    id: 'no-alertmanager',
    story: 'The routing has been emptied to start anew.',
    edits: [instead(IN_ALERTMANAGER, '\n')],
    ...along('valid', ['missing'], ROUTED),
  },
  {
    ...mutant(
      'broken-yaml',
      'A bracket that is never closed.',
      IN_ALERTMANAGER,
      [['group_by: [alertname, service]', 'group_by: [alertname, service']],
      along('valid', ['yaml'], ROUTED),
    ),
    finds: ['valid/yaml', ...ROUTED.map((check) => `${check}/not-loaded`)],
  },
  mutant(
    'all-in-comments',
    'Every rule that there ever was is kept in comments.',
    IN_SERVICES,
    [['groups:\n', `${'# rate, once more\n'.repeat(20_000)}groups:\n`]],
    along('valid', ['too-long'], ['service-down', 'rule-tests']),
  ),
  mutant(
    'unused-receiver',
    'A receiver that nobody uses has an address that is none: Alertmanager would not start.',
    IN_ALERTMANAGER,
    [['receivers:\n', "receivers:\n  - name: old\n    slack_configs:\n      - api_url: 'hooks'\n"]],
    alone('valid', 'refused'),
  ),
  {
    id: 'no-alerts',
    story: 'All rules are gone.',
    edits: RULE_FILES.map((file) => instead(file, NO_GROUPS)),
    ...along('conventions', ['no-alerts'], [...GROUPS, 'rule-tests']),
    finds: [
      'conventions/no-alerts',
      'availability/no-rule',
      'saturation/no-rule',
      'watchdog/no-rule',
      'routing/no-rule',
    ],
  },
  mutant(
    'snake-case',
    'An alert is called as a metric would be.',
    IN_RESOURCES,
    [[MEMORY, 'alert: memory_low']],
    alone('conventions', 'name'),
  ),
  mutant(
    'odd-severity',
    'A severity of its own.',
    IN_RESOURCES,
    [['severity: info', 'severity: low']],
    alone('conventions', 'severity'),
  ),
  mutant(
    'no-description',
    'A title, and nothing below it.',
    IN_RESOURCES,
    [
      [
        "          description: '{{ $value | humanizePercentage }} of the memory of {{ $labels.instance }} is available.'\n",
        '',
      ],
    ],
    alone('conventions', 'annotation'),
  ),
  mutant(
    'which-machine',
    'The CPUs are busy, but whose?',
    IN_RESOURCES,
    [
      ['The CPUs of {{ $labels.instance }} are busy', 'The CPUs are busy'],
      ['of the CPU time of {{ $labels.instance }} is used', 'of the CPU time is used'],
    ],
    alone('conventions', 'subject'),
  ),
  mutant(
    'how-much',
    'Memory is low, but how low?',
    IN_RESOURCES,
    [['{{ $value | humanizePercentage }} of the memory of', 'Hardly any of the memory of']],
    alone('conventions', 'value'),
  ),
  mutant(
    'value-in-label',
    'The value stands in a label, and each value is another alert.',
    IN_RESOURCES,
    [
      [
        'node_memory_MemTotal_bytes < 0.1\n        for: 10m\n        labels:\n',
        "node_memory_MemTotal_bytes < 0.1\n        for: 10m\n        labels:\n          left: '{{ $value }}'\n",
      ],
    ],
    alone('conventions', 'value-in-label'),
  ),
  mutant(
    'wiki',
    'The runbook is somewhere in the wiki.',
    IN_RESOURCES,
    [['https://github.com/example/shop/blob/main/runbooks/disk.md', 'https://wiki.example.com/disk']],
    alone('conventions', 'runbook'),
  ),
  mutant(
    'nobody-to-ask',
    'The runbook does not say whom to ask.',
    'runbooks/disk.md',
    [['## Escalate', '## See also']],
    alone('conventions', 'runbook-part'),
  ),
];
