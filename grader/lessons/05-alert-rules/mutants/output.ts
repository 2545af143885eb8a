import type { Mutant } from '../../lesson.ts';
import { GROUPS, type GroupName } from '../names.ts';
import {
  alone,
  along,
  IN_ALERTING,
  IN_BUSINESS,
  IN_RESOURCES,
  IN_SERVICES,
  IN_SLO,
  mutant,
  RULE_FILES,
} from './edit.ts';

/** Where the reference solution has each group. */
const FILE_OF: Record<GroupName, string> = {
  availability: IN_SLO,
  latency: IN_SLO,
  'service-down': IN_SERVICES,
  saturation: IN_RESOURCES,
  business: IN_BUSINESS,
  security: IN_BUSINESS,
  routing: IN_ALERTING,
  watchdog: IN_ALERTING,
};

/** Wrong submissions of which the grader must say clearly what is wrong. */
export const output: Mutant[] = [
  mutant(
    'runbook-todo',
    'A heading of the runbook was put there for the linter, and a promise below it.',
    'runbooks/disk.md',
    [['The database team, today.', 'TODO']],
    alone('conventions', 'runbook-thin'),
  ),
  mutant(
    'severity-by-template',
    'The severity is chosen by a template, and of one machine nobody has heard of it.',
    IN_RESOURCES,
    [
      [
        'node_memory_MemTotal_bytes < 0.1\n        for: 10m\n        labels:\n          severity: warning',
        `node_memory_MemTotal_bytes < 0.1\n        for: 10m\n        labels:\n          severity: '{{ if eq $labels.instance "web-1:9100" }}page{{ else }}warning{{ end }}'`,
      ],
    ],
    alone('conventions', 'severity'),
  ),
  mutant(
    'matches-twice',
    'Memory that is free is divided by the memory of all machines: the file is right, and nothing can be evaluated.',
    IN_RESOURCES,
    [['MemAvailable_bytes / node_', 'MemAvailable_bytes / on () node_']],
    alone('saturation', 'not-evaluated'),
  ),
  {
    ...mutant(
      'unread-rules',
      'A quotation mark is left open, and what the file holds is gone.',
      IN_RESOURCES,
      [['- name: saturation', "- name: 'saturation"]],
      along('valid', ['yaml'], ['saturation']),
    ),
    finds: ['valid/yaml', 'saturation/unread'],
  },
  {
    id: 'unread-everywhere',
    story: 'A search and replace over all files of rules has left a bracket.',
    edits: RULE_FILES.map((file) => ({
      file,
      find: 'groups:\n',
      replace: 'groups: [\n',
    })),
    fails: ['valid', 'conventions', ...GROUPS, 'rule-tests'],
    finds: ['valid/yaml', ...GROUPS.map((check) => `${check}/unread`)],
  },
  {
    id: 'unfinished-everywhere',
    story: 'In every group a rule was begun, and its expression never finished.',
    edits: GROUPS.map((group) => ({
      file: FILE_OF[group],
      find: `  - name: ${group}\n    rules:\n`,
      replace: `  - name: ${group}\n    rules:\n      - alert: Begun\n        expr: up ==\n`,
    })),
    fails: ['valid', 'conventions', ...GROUPS, 'rule-tests'],
    finds: ['valid/refused', ...GROUPS.map((check) => `${check}/not-evaluated`)],
  },
];
