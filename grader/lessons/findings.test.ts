import { expect, test } from 'vitest';
import type { Pointer } from '../evidence/evidence.ts';
import { gatherFindings } from './findings.ts';

const line = (number: number): Pointer => ({
  channel: 'stdout',
  run: 'default',
  service: 'shop',
  line: number,
  excerpt: '',
});

test('nothing gathered is nothing found', () => {
  expect(gatherFindings().list()).toEqual([]);
});

test('of each code the first finding is kept in full, and all are counted', () => {
  const findings = gatherFindings();
  findings.add('status', { params: { route: '/orders' }, expected: '201', actual: '200', at: [line(3)] });
  findings.add('status', { params: { route: '/carts' }, expected: '404', actual: '500', at: [line(4)] });
  findings.add('silent');
  findings.add('status');
  expect(findings.list()).toEqual([
    { code: 'status', params: { route: '/orders', count: 3 }, expected: '201', actual: '200', at: [line(3)] },
    { code: 'silent', params: { count: 1 } },
  ]);
});

test('codes are listed in the order in which they were first found', () => {
  const findings = gatherFindings();
  for (const code of ['b', 'a', 'b', 'c', 'a']) findings.add(code);
  expect(findings.list().map(({ code, params }) => `${code}${params?.['count']}`)).toEqual(['b2', 'a2', 'c1']);
});

test('what was listed does not change when more is found', () => {
  const findings = gatherFindings();
  findings.add('status', { at: [line(1)] });
  const early = findings.list();
  findings.add('status', { at: [line(2)] });
  expect(early).toEqual([{ code: 'status', params: { count: 1 }, at: [line(1)] }]);
});
