import { expect, test } from 'vitest';
import type { Evidence } from '../../../evidence/evidence.ts';
import type { Rule } from '../submission-files.ts';
import { conventions } from './conventions.ts';

const RUNBOOK = [
  '# Disk',
  '## Impact',
  'Orders are lost.',
  '### 2. 확인: 무엇이',
  'df -h /var',
  '## Mitigate #',
  'rm old logs',
  '## Escalation',
  'Call +82-10-1234-5678.',
];

const rule = (changes: Partial<Rule> = {}): Rule => ({
  group: 'saturation',
  file: 'rules/resources.yml',
  line: 3,
  alert: 'DiskFills',
  expr: 'up',
  for: '0s',
  keepFiringFor: '0s',
  labels: { severity: 'warning' },
  ...changes,
  annotations: {
    summary: 'Full',
    description: '{{ $value }}',
    runbook_url: 'https://example.com/runbooks/disk.md',
    ...changes.annotations,
  },
});

/** The codes of what is found in one rule. */
function codesOf(
  one: Rule,
  { runbook = RUNBOOK, rendered = [] as object[], alerts = [] as object[], group = 'saturation' } = {},
): string[] {
  const answers = {
    rules: [one],
    runbooks: { 'disk.md': runbook.join('\n') },
    states: { [group]: { scenarios: { one: alerts }, rendered } },
  };
  return conventions.judge({ answers } as unknown as Evidence).map(({ code }) => code);
}

test('an alert that says everything is not complained of', () => {
  expect(codesOf(rule())).toEqual([]);
});

test.for([
  '{{ $value | humanizePercentage }} is free',
  '{{ printf "%.1f" $value }}',
  '{{ .Value }}',
  '{{- with $free := $value }}{{ $free }}{{ end -}}',
  '{{ query "up" | first | value }}',
  '{{ with printf "up{service=%q}" $labels.service | query }}{{ . | first | value }}{{ end }}',
])('a value is shown by %s', (description) => {
  expect(codesOf(rule({ annotations: { description } }))).toEqual([]);
});

test.for([
  'a query takes long',
  'the value of $value',
  '{{ $labels.query }}',
  '{{ "query" }} {{ "$value" }}',
  '{{/* $value */}}',
  '{{ $values }}',
])('no value is shown by %s', (description) => {
  expect(codesOf(rule({ annotations: { description } }))).toEqual(['value']);
});

test.for([
  ['name', { alert: 'DISK' }],
  ['severity', { labels: { severity: '{{ $labels.severity }}' } }],
  ['severity', { labels: {} }],
  ['value-in-label', { labels: { severity: 'info', now: '{{ .Value }}' } }],
  ['annotation', { annotations: { summary: ' ' } }],
  ['runbook', { annotations: { runbook_url: 'https://example.com/wiki/disk' } }],
] as const)('complains of a %s', ([code, changes]) => {
  expect(codesOf(rule(changes as Partial<Rule>))).toEqual([code]);
});

test.for([
  ['without the address', 'runbooks/disk'],
  ['with an anchor', 'https://example.com/a/runbooks/disk.md#impact'],
])('a runbook is found %s', ([, url = '']) => {
  expect(codesOf(rule({ annotations: { runbook_url: url } }))).toEqual([]);
});

test('a part without text, or in a code block, is no part', () => {
  const empty = RUNBOOK.filter((line) => line !== 'rm old logs');
  const fenced = RUNBOOK.flatMap((line) => (line.startsWith('## Impact') ? ['```', line, '```'] : [line]));
  expect(codesOf(rule(), { runbook: empty })).toEqual(['runbook-part']);
  expect(codesOf(rule(), { runbook: fenced })).toEqual(['runbook-part']);
});

test('what is rendered names the subject', () => {
  const labels = { alertname: 'DiskFills', instance: 'db-1:9100' };
  const rendered = (summary: string) => [{ labels, annotations: { summary } }];
  expect(codesOf(rule(), { rendered: rendered('db-1:9100 is full') })).toEqual([]);
  expect(codesOf(rule(), { rendered: rendered('It is full') })).toEqual(['subject']);
});

const fired = (severity: string, states = '..ff', more = {}) => ({
  labels: { alertname: 'DiskFills', ...more, severity },
  states,
});

test('the severity of an alert is the one it fires with', () => {
  const byTemplate = rule({ labels: { team: 'db', severity: '{{ if true }}warning{{ else }}page{{ end }}' } });
  const ofTeam = { team: 'db' };
  expect(codesOf(rule({ labels: {} }), { alerts: [fired('info')] })).toEqual([]);
  expect(codesOf(rule({ labels: {} }), { alerts: [fired('low')] })).toEqual(['severity']);
  expect(codesOf(rule({ labels: {} }), { alerts: [fired('info', 'pp')] })).toEqual(['severity']);
  expect(codesOf(byTemplate, { alerts: [fired('critical', 'f', ofTeam)] })).toEqual([]);
  expect(codesOf(byTemplate, { alerts: [fired('page', 'f', ofTeam)] })).toEqual(['severity']);
  expect(codesOf(byTemplate, { alerts: [fired('page', 'f', { team: 'web' })] })).toEqual([]);
});

test('a runbook_url of a template is judged as it was filled in', () => {
  const url = 'https://example.com/runbooks/{{ $labels.kind }}.md';
  const rendered = (name: string) => [
    {
      labels: { alertname: 'DiskFills', severity: 'warning' },
      annotations: { runbook_url: `https://example.com/runbooks/${name}.md` },
    },
  ];
  const one = rule({ annotations: { runbook_url: url } });
  expect(codesOf(one, { rendered: rendered('disk') })).toEqual([]);
  expect(codesOf(one, { rendered: [...rendered('disk'), ...rendered('wiki')] })).toEqual(['runbook']);
  expect(codesOf(one)).toEqual(['runbook']);
});

test('a part that only promises a text is thin, and its heading is pointed at', () => {
  const runbook = RUNBOOK.map((line) => (line === 'rm old logs' ? 'TODO: **TBD**, todo!' : line));
  expect(codesOf(rule(), { runbook })).toEqual(['runbook-thin']);
});
