import { expect, test } from 'vitest';
import { gauge } from '../../../timeline/timeline.ts';
import { scraped } from './scenario.ts';

const up = [gauge('up', { job: 'shop' }, [[-1, 1]])];
const valuesOf = (options?: Parameters<typeof scraped>[2]): string | undefined => scraped(up, 2, options)[0]?.values;

test('what is scraped stands between evaluations, twice a minute', () => {
  expect(valuesOf()).toBe('_ 1 _x2 1 _x2 1 _x2 1 _x2');
});

test('what Prometheus writes itself is there once an evaluation', () => {
  expect(valuesOf({ interval: 60 })).toBe('_ 1 _x5 1 _x5');
});
