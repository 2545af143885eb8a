import { describe, expect, test } from 'vitest';
import { interpolate, namesIn } from './interpolate.ts';

const variables = new Map([
  ['one', { values: ['a.b'], many: false }],
  ['route', { values: ['/orders', '/orders/:id'], many: true }],
  ['service', { values: ['a.b'], many: true }],
  ['all', { values: ['x', 'y'], many: true, raw: '.*' }],
]);
const put = (text: string): string => interpolate(text, variables, { __rate_interval: '60s' });

describe('a variable', () => {
  test.each([
    ['up{i="$one"}', 'up{i="a.b"}'],
    ['up{i=~"$service"}', String.raw`up{i=~"a\\.b"}`],
    ['up{r=~"$route"}', 'up{r=~"(/orders|/orders/:id)"}'],
    ['up{r=~"${route:pipe}"}', 'up{r=~"/orders|/orders/:id"}'],
    ['up{r=~"[[route:csv]]"}', 'up{r=~"/orders,/orders/:id"}'],
    ['up{r=~"${route:regex}"}', String.raw`up{r=~"(\/orders|\/orders\/:id)"}`],
    ['up{x=~"$all"}', 'up{x=~".*"}'],
    ['rate(x[$__rate_interval])', 'rate(x[60s])'],
    ['up{x="$unknown"}', 'up{x="$unknown"}'],
  ])('in %s gives %s', (text, expected) => {
    expect(put(text)).toBe(expected);
  });

  test('is found by its name in each spelling', () => {
    expect(namesIn('$a ${b:csv} [[c]]')).toEqual(['a', 'b', 'c']);
  });
});
