import type { Mutant } from '../../lesson.ts';
import { alone, IN_RESOURCES, mutant } from './edit.ts';

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
];
