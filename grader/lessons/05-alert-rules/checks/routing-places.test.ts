import { expect, test } from 'vitest';
import type { Evidence } from '../../../evidence/evidence.ts';
import type { Notification } from '../routing/notifications.ts';
import { grouping } from './grouping.ts';
import { inhibition } from './inhibition.ts';
import type { PlacedRun } from './routing-evidence.ts';
import { routing } from './routing.ts';

const node = (receiver: string, kind: 'pagerduty' | 'slack', repeatInterval: number): PlacedRun['nodes'][number] => ({
  receiver,
  groupWait: 30,
  groupInterval: 300,
  repeatInterval,
  muted: false,
  sends: [{ id: `${receiver}.0`, kind, sendResolved: false }],
});
const alert = (role: string, at: number, instance: string) => ({
  key: `${role} ${instance}`,
  role,
  labels: { alertname: role, severity: role, instance },
  nodes: [at],
  silenced: false,
});
const group = ['a', 'b', 'c'].map((instance) => alert('critical-group', 1, instance));
const warnings = ['a', 'b'].map((instance) => alert('warning-group', 0, instance));
const critical = alert('critical', 1, 'a');
const told = (kind: 'pagerduty' | 'slack', alerts: { key: string }[], text = ''): Notification => ({
  kind,
  id: kind === 'slack' ? 'team.0' : 'pager.0',
  node: kind === 'slack' ? 0 : 1,
  text,
  alerts: alerts.map(({ key }) => ({ key, status: 'firing' })),
});

const run = {
  nodes: [node('team', 'slack', 60), node('pager', 'pagerduty', 7200)],
  alerts: [...group, ...warnings, critical],
  notifications: [
    told('pagerduty', group.slice(0, 2)),
    told('pagerduty', group.slice(2)),
    told('slack', warnings, 'one: a'),
    told('pagerduty', [critical]),
  ],
  failures: {},
  inhibited: { 'other-service': true },
  released: true,
  lines: { routes: [3, 9], receivers: { team: 20, pager: 25 }, inhibitRules: 14 },
} as unknown as PlacedRun;
const answers = { routing: run, states: {}, rules: [], troubles: [] };
const judge = (check: typeof grouping) => check.judge({ seed: 1, answers } as unknown as Evidence);

test('what is not one notification is told in numbers, at its route, and what names too few at its receiver', () => {
  expect(judge(grouping)).toMatchObject([
    { code: 'split', params: { notifications: 2, largest: 2 }, at: [{ service: 'alertmanager.yml', line: 9 }] },
    { code: 'unnamed', params: { named: 1 }, at: [{ line: 20 }] },
  ]);
});

test('times are told at the route that has them, an end that is not sent at the receiver', () => {
  const found = judge(routing);
  expect(found).toContainEqual(expect.objectContaining({ code: 'rare', at: [expect.objectContaining({ line: 9 })] }));
  const end = found.find(({ code }) => code === 'unresolved');
  expect(end?.at).toMatchObject([{ line: 25 }]);
  expect(end).not.toHaveProperty('expected');
});

test('inhibition is told at its rules', () => {
  expect(judge(inhibition)).toMatchObject([
    { code: 'not-muted', at: [{ line: 14 }] },
    { code: 'other-muted', at: [{ line: 14 }] },
  ]);
});
