import { expect, test } from 'vitest';
import { quiet, type Expectation } from '../scenarios/scenario.ts';
import { departureFrom, subjectOf } from './departure.ts';

const breach = (service: string): Expectation => ({
  state: 'firing',
  from: 2,
  to: 3,
  labels: { service, severity: 'critical' },
  code: 'breach',
});
const all = [breach('orders'), breach('payments')];
const alert = (states: string, labels: Record<string, string> = {}) => ({
  labels: { alertname: 'A', ...labels },
  states,
});
const critical = { severity: 'critical' };

test.for([
  ['fires for the service', [alert('..ff', { service: 'orders', ...critical })], undefined],
  ['fires too late', [alert('..pf', { service: 'orders', ...critical })], { code: 'breach', minute: 2 }],
  ['has a gap', [alert('.f.f', { service: 'orders', ...critical })], { code: 'breach', minute: 2 }],
  ['does not wake anybody', [alert('..ff', { service: 'orders', severity: 'warning' })], { code: 'breach', minute: 2 }],
  ['names nobody', [alert('..ff', critical)], { code: 'subject', minute: 2 }],
  [
    'names a service that there is not',
    [alert('..ff', { service: 'shop', ...critical })],
    { code: 'subject', minute: 2 },
  ],
  // Of another service it fires rightly: what is missing is one for this.
  [
    'fires for another in trouble',
    [alert('..ff', { service: 'payments', ...critical })],
    { code: 'breach', minute: 2 },
  ],
  [
    'is handed over from one rule to another',
    [alert('..f.', { service: 'orders', ...critical }), alert('...f', { service: 'orders', ...critical })],
    undefined,
  ],
] as const)('an alert that must fire %s', ([, alerts, departure]) => {
  expect(departureFrom(breach('orders'), all, alerts)).toEqual(departure);
});

test.for([
  ['nothing fires', quiet('healthy', 0, 3), [alert('.pp.', { service: 'orders' })], undefined],
  ['something fires', quiet('healthy', 0, 3), [alert('..f.', { service: 'orders' })], { code: 'healthy', minute: 2 }],
  ['it fires outside', quiet('healthy', 0, 1), [alert('..f.')], undefined],
  ['another fires', quiet('other', 0, 3, { service: 'gateway' }), [alert('..f.', { service: 'orders' })], undefined],
  [
    'it fires for the one that is well',
    quiet('other', 0, 3, { service: 'gateway' }),
    [alert('..f.', { service: 'gateway' })],
    { code: 'other', minute: 2 },
  ],
] as const)('what must be quiet: %s', ([, expectation, alerts, departure]) => {
  expect(departureFrom(expectation, all, alerts)).toEqual(departure);
});

test('one of two labels is enough where either says it', () => {
  const pool: Expectation = {
    state: 'firing',
    from: 0,
    to: 0,
    about: { service: 'orders', instance: 'orders-1:3000' },
    code: 'connections',
  };
  const judged = (labels: Record<string, string>) => departureFrom(pool, [pool], [alert('f', labels)])?.code;
  expect(judged({ service: 'orders' })).toBeUndefined();
  expect(judged({ instance: 'orders-1:3000' })).toBeUndefined();
  expect(judged({})).toBe('subject');
  expect(departureFrom(pool, [pool], [alert('.', { service: 'orders' })])?.code).toBe('connections');
  expect(subjectOf(pool)).toBe('orders');
});
