import { describe, expect, test } from 'vitest';
import { isRendered } from './condition.ts';

const NOW = {
  range: { from: 0, to: 3600, scrape: 15 },
  variables: new Map([
    ['service', { values: ['shop', 'payments'], many: true, isAll: true }],
    ['route', { values: ['/orders'], many: true }],
  ]),
  hasData: true,
};

const variable = (name: string, operator: string, value: string): object => ({
  kind: 'ConditionalRenderingVariable',
  spec: { variable: name, operator, value },
});
const size = (value: string): object => ({ kind: 'ConditionalRenderingTimeRangeSize', spec: { value } });
const data = (value: boolean): object => ({ kind: 'ConditionalRenderingData', spec: { value } });
const group = (items: object[], spec: object = {}): object => ({
  kind: 'ConditionalRenderingGroup',
  spec: { visibility: 'show', condition: 'and', items, ...spec },
});

describe('a condition', () => {
  test.each([
    [variable('route', 'equals', '/orders'), true],
    [variable('route', 'equals', '/carts'), false],
    [variable('route', 'notEquals', '/orders'), false],
    [variable('route', 'matches', '^/ord'), true],
    [variable('route', 'notMatches', '^/ord'), false],
    [variable('service', 'equals', 'All'), true],
    [variable('route', 'equals', 'All'), false],
    [size('1h'), true],
    [size('30m'), false],
    [data(true), true],
    [data(false), false],
  ])('%j lets a panel be seen: %s', (item, isSeen) => {
    expect(isRendered([group([item])], NOW)).toBe(isSeen);
    expect(isRendered([group([item], { visibility: 'hide' })], NOW)).toBe(!isSeen);
  });

  test.each([[variable('none', 'equals', 'x')], [size('long')], [{ kind: 'ConditionalRenderingMoon' }], [null]])(
    'that cannot be told decides nothing: %j',
    (item) => {
      expect(isRendered([{ spec: { visibility: 'hide', condition: 'and', items: [item] } }], NOW)).toBe(true);
    },
  );
});

test('all of a group must be met, or one of it', () => {
  const items = [data(true), data(false)];
  expect(isRendered([group(items)], NOW)).toBe(false);
  expect(isRendered([group(items, { condition: 'or' })], NOW)).toBe(true);
});

test('every group has its say: the row, and the panel in it', () => {
  expect(isRendered([group([data(true)]), group([data(false)])], NOW)).toBe(false);
  expect(isRendered([], NOW)).toBe(true);
});
