import { expect, test } from 'vitest';
import { EngineFailed, type Engines, type QueryResult } from '../../backends/engines.ts';
import { simulateBusiness, statesOf } from './business-states.ts';
import { business } from './scenarios/business.ts';
import type { Group, Rule } from './submission-files.ts';

const among =
  (...minutes: number[]) =>
  (minute: number): boolean =>
    minutes.includes(minute);

test.for([
  ['fires at once without a wait', among(2, 3), { pending: 0, keeping: 0 }, '..ff...'],
  ['is pending until it has held for so long', among(1, 2, 3, 4), { pending: 2, keeping: 0 }, '.ppff..'],
  ['starts over after a gap', among(1, 2, 4, 5), { pending: 2, keeping: 0 }, '.pp.pp.'],
  ['goes on for so long after it held last', among(1), { pending: 0, keeping: 3 }, '.ffff..'],
  ['does not keep what is only pending', among(1, 2), { pending: 5, keeping: 3 }, '.pp....'],
  ['begins the keeping anew when it holds again', among(1, 3), { pending: 0, keeping: 2 }, '.fffff.'],
] as const)('an alert %s', ([, holds, waits, states]) => {
  expect(statesOf(holds, 6, waits)).toBe(states);
});

const rule: Rule = {
  group: 'business',
  file: 'rules/business.yml',
  line: 1,
  alert: 'OrdersDropped',
  expr: 'orders < 1',
  for: '1m',
  keepFiringFor: '0s',
  labels: { severity: 'critical' },
  annotations: {},
};
const groups: Group[] = [{ name: 'business', file: rule.file, rules: [rule], source: {} }];

/** An engine that answers every range in one way. */
const answering = (answer: (from: number) => Promise<QueryResult>): Engines =>
  ({
    prometheus: () => Promise.resolve({ queryRange: (_: string, range: { from: number }) => answer(range.from) }),
  }) as unknown as Engines;

test('evaluates the rule in each scenario, with its labels', async () => {
  const engines = answering((from) =>
    Promise.resolve({
      ok: true,
      type: 'matrix',
      series: [
        {
          labels: { __name__: 'orders', method: 'card' },
          points: [
            [from + 60, '0'],
            [from + 120, '0'],
          ],
        },
      ],
    }),
  );
  const states = await simulateBusiness(groups, engines);
  expect(Object.keys(states?.scenarios ?? {})).toEqual(business.map(({ id }) => id));
  const [alert] = states?.scenarios['noon'] ?? [];
  expect(alert?.labels).toEqual({ alertname: 'OrdersDropped', method: 'card', severity: 'critical' });
  expect(alert?.states.slice(0, 5)).toBe('.pf..');
});

test('an expression that is refused or takes for ever is told, and is no fault of the grader', async () => {
  const refused = await simulateBusiness(
    groups,
    answering(() => Promise.resolve({ ok: false, error: 'parse error' })),
  );
  expect(refused?.refusal).toBe('parse error');
  const slow = await simulateBusiness(
    groups,
    answering(() => Promise.reject(new EngineFailed('no answer in time'))),
  );
  expect(slow?.refusal).toBe('no answer in time');
  await expect(
    simulateBusiness(
      groups,
      answering(() => Promise.reject(new Error('bug'))),
    ),
  ).rejects.toThrow('bug');
});

test('where there is no rule there is no state', async () => {
  expect(
    await simulateBusiness(
      [],
      answering(() => Promise.reject(new Error('not asked'))),
    ),
  ).toBeUndefined();
});
