import { expect, test } from 'vitest';
import type { Rule } from '../submission-files.ts';
import { pointAtSilent } from './point-at-rule.ts';

const rule = (alert: string, expr: string, line: number) =>
  ({ group: 'saturation', file: 'rules/a.yml', line, alert, expr }) as Rule;
const rules = [
  rule('HighCpu', 'rate(node_cpu_seconds_total[5m]) > 0.9', 3),
  rule('LowMemory', 'node_memory_MemAvailable_bytes < 1', 8),
  rule('PoolFull', 'db_pool_in_use\n > 1', 12),
  rule('PoolNearlyFull', 'db_pool_in_use > 2', 16),
  rule('Certificate', 'cert:left < 3', 20),
];
const lines = (code: string, ...names: string[]) =>
  pointAtSilent(
    { rules },
    'saturation',
    code,
    names.map((alertname) => ({ labels: { alertname }, states: '.p' })),
  ).map(({ line }) => line);

test('what did not fire is the rule about the resource, never just the first one of the group', () => {
  expect(lines('memory')).toEqual([8]);
  expect(lines('memory', 'HighCpu')).toEqual([8]);
  expect(lines('connections')).toEqual([]);
  expect(lines('connections', 'PoolNearlyFull')).toEqual([16]);
  expect(lines('certificate')).toEqual([]);
  expect(lines('subject')).toEqual([]);
});
