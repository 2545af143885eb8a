import { describe, expect, test } from 'vitest';
import { filledIn, legendOf } from './series-name.ts';

const LABELS = { __name__: 'up', job: 'app', instance: 'shop-1' };
const named = (legendFormat: string, labels: Record<string, string> = LABELS, alone = false): string =>
  legendOf(labels, { legendFormat, query: 'the query', alone });

describe('a legend', () => {
  test('is filled in, and a label that is not there is empty', () => {
    expect(named('{{instance}} of {{ job }}{{route}}')).toBe('shop-1 of app');
  });

  test('that is empty is the whole label set, or the query', () => {
    expect(named('')).toBe('up{job="app", instance="shop-1"}');
    expect(named('', {})).toBe('the query');
  });

  test('that is automatic is the one label that there is, unless the series stands alone', () => {
    expect(named('__auto', { job: 'app' })).toBe('app');
    expect(named('__auto', { job: 'app' }, true)).toBe('{job="app"}');
    expect(named('__auto')).toBe('up{job="app", instance="shop-1"}');
  });
});

test('a display name has placeholders for labels and the own name', () => {
  expect(filledIn('${__field.labels.job}: ${__series.name}${__field.labels.none}', 'own', LABELS)).toBe('app: own');
});
