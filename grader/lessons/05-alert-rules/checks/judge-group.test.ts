import { expect, test } from 'vitest';
import type { Evidence } from '../../../evidence/evidence.ts';
import { gatherFindings } from '../../findings.ts';
import type { RuleStates } from '../rule-states.ts';
import { scenariosFor } from '../scenarios/scenarios.ts';
import { codesOf, judgeGroup } from './judge-group.ts';

const SEED = 11;
const breach = scenariosFor(SEED).find(({ group, id }) => group === 'latency' && id === 'breach');
const [one] = breach?.expectations.filter(({ state }) => state === 'firing') ?? [];
const service = one?.labels?.['service'] ?? '';
const rules = [
  { group: 'latency', file: 'rules/a.yml', line: 4, alert: 'Slow', expr: 'p99\n  > 0.5' },
  { group: 'latency', file: 'rules/a.yml', line: 9, alert: 'Slower', expr: 'p99 > 1' },
];

function judge(states: RuleStates, troubles: object[] = []) {
  const findings = gatherFindings();
  judgeGroup({ seed: SEED, answers: { rules, states, troubles } } as unknown as Evidence, 'latency', findings);
  return findings.list();
}

test('a rule that never fires is told once for each way it had to, with the service, and at no rule where it could be any', () => {
  const [finding, ...others] = judge({ latency: { scenarios: {}, rendered: [] } });
  expect(others.map(({ code }) => code)).toEqual(['leak']);
  expect(finding).toMatchObject({
    code: 'breach',
    params: { subject: service, count: 3 },
    expected: `█ ${one?.from ?? 0}m–${one?.to ?? 0}m {service="${service}"}`,
    actual: '–',
    at: [],
  });
  expect(finding?.drawing?.at(-1)?.trim()).toBe('▲');
});

test('a rule that fires where none should is pointed at, with when it fired', () => {
  const minutes = breach?.minutes ?? 0;
  const always = 'f'.repeat(minutes + 1);
  const scenarios = { breach: [{ labels: { alertname: 'Slower', service }, states: always }] };
  const healthy = judge({ latency: { scenarios, rendered: [] } }).find(({ code }) => code === 'healthy');
  expect(healthy).toMatchObject({ at: [{ line: 9 }], actual: expect.stringContaining('Slower █ 5m–') as string });
});

test('a group that is not there, or was not evaluated, is told with why', () => {
  const params = { group: 'latency', count: 1 };
  expect(judge({})).toEqual([{ code: 'no-rule', params }]);
  expect(judge({}, [{ file: 'alertmanager.yml', line: 7, text: '' }])).toMatchObject([{ code: 'no-rule' }]);
  expect(judge({}, [{ file: 'rules/b.yml', line: 7, column: 1, text: 'a: [' }])).toMatchObject([
    { code: 'unread', params: { ...params, files: 'rules/b.yml' }, at: [{ service: 'rules/b.yml', line: 7 }] },
  ]);
  const refused = { latency: { refusal: 'parse error', scenarios: {}, rendered: [] } };
  expect(judge(refused)).toMatchObject([
    { code: 'not-evaluated', params: { ...params, reason: 'parse error' }, at: [{ service: 'rules/a.yml', line: 4 }] },
  ]);
});

test('of several rules the one that was about to fire is pointed at', () => {
  const scenarios = { breach: [{ labels: { alertname: 'Slower', service }, states: '.'.repeat(70) }] };
  const [finding] = judge({ latency: { scenarios, rendered: [] } });
  expect(finding).toMatchObject({ code: 'breach', at: [{ line: 9 }] });
});

test('the codes are those of every seed', () => {
  const all = (seed: number) =>
    new Set(
      scenariosFor(seed)
        .filter(({ group }) => group === 'latency')
        .flatMap(({ expectations }) => expectations.map(({ code }) => code)),
    );
  expect(new Set(codesOf('latency'))).toEqual(
    new Set(['no-rule', 'unread', 'not-evaluated', 'subject', ...all(1), ...all(2), ...all(3)]),
  );
});
