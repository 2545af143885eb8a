import { describe, expect, test } from 'vitest';
import type { Frame } from '../../dashboard/frame.ts';
import { framesOf, TRUTHS } from './answers-by-hand.ts';
import { compare } from './compare.ts';
import { VIEWS, type Part, type ViewName } from './days-model.ts';
import { groupFrames } from './groups.ts';
import type { PanelKey } from './names.ts';
import { compareRanking } from './ranking.ts';

interface Seen {
  key: PanelKey;
  view?: ViewName;
  part?: Part;
  frames: Frame[];
  factor?: number;
}

const departure = ({ key, view = 'burst', part = {}, frames, factor = 1 }: Seen) =>
  compare({ key, view, part, shown: { frames, queries: ['up'] } }, factor, TRUTHS);

const right = (key: PanelKey, view: ViewName = 'burst', part: Part = {}): Frame[] => framesOf(key, { view, part });
const times = (frames: Frame[], factor: number): Frame[] =>
  frames.map((frame) => ({ ...frame, values: frame.values.map((value) => value * factor) }));

test.each<[string, PanelKey]>([
  ['one number', 'requestRate'],
  ['quantiles', 'latency'],
  ['a ranking', 'slowest'],
  ['instances', 'cpu'],
  ['a total', 'revenue'],
])('what is true has no departure: %s', (_, key) => {
  expect(departure({ key, frames: right(key) })).toBeUndefined();
  expect(departure({ key, frames: times(right(key), 1000), factor: 0.001 })).toBeUndefined();
  expect(departure({ key, frames: times(right(key), 1.02) })).toBeUndefined();
  expect(departure({ key, frames: times(right(key), 1.05) })).toMatchObject({ code: 'value' });
  expect(departure({ key, frames: times(right(key), 0.95) })).toMatchObject({ code: 'value' });
});

test('a query that Prometheus refuses is told in its words', () => {
  const shown = { frames: [], queries: ['sum('], refused: { query: 'sum(', reason: 'unclosed left parenthesis' } };
  expect(compare({ key: 'requestRate', view: 'calm', part: {}, shown }, 1, TRUTHS)).toMatchObject({
    code: 'refused',
    query: 'sum(',
    reason: 'unclosed left parenthesis',
  });
});

test('nothing is told apart from nothing where 0 belongs', () => {
  expect(departure({ key: 'requestRate', view: 'calm', frames: [] })).toMatchObject({ code: 'no-data' });
  expect(departure({ key: 'errorRatio', view: 'calm', frames: [] })).toMatchObject({ code: 'healthy' });
  expect(departure({ key: 'errorRatio', view: 'burst', frames: [] })).toMatchObject({ code: 'no-data' });
});

test('one moment without a value is missed', () => {
  const [frame] = right('orders');
  const values = frame?.values.with(10, Number.NaN) ?? [];
  const other = { ...frame, name: 'x', values: values.with(11, Number.NaN) } as Frame;
  expect(departure({ key: 'cpu', frames: right('cpu').slice(1) })).toMatchObject({ code: 'no-data' });
  expect(departure({ key: 'orders', frames: [other] })).toMatchObject({
    code: 'no-data',
    at: VIEWS.burst.from + 10 * 30,
  });
});

describe('where nobody asks for anything', () => {
  const part = { route: ['/charges'], instance: ['shop-1'] };
  const zero = (key: PanelKey): Frame[] => times(right(key), 0);

  test.each(['requestRate', 'errorRatio', 'latency', 'busiest', 'slowest'] as const)('%s may be empty', (key) => {
    expect(departure({ key, part, frames: [] })).toBeUndefined();
  });

  test('there are 0 requests, and no share of them that fails', () => {
    expect(departure({ key: 'requestRate', part, frames: zero('requestRate') })).toBeUndefined();
    expect(departure({ key: 'errorRatio', part, frames: zero('errorRatio') })).toMatchObject({ code: 'series' });
    expect(departure({ key: 'conversion', part: { service: ['payments'] }, frames: zero('conversion') })).toMatchObject(
      { code: 'series' },
    );
  });
});

test('series that stand for nothing, or for one thing twice, are not what was asked for', () => {
  const [first] = right('failures');
  const nameless = { ...first, name: '', labels: {} } as Frame;
  expect(departure({ key: 'failures', frames: [...right('failures'), nameless] })).toMatchObject({ code: 'series' });
  expect(departure({ key: 'failures', frames: [...right('failures'), first as Frame] })).toMatchObject({
    code: 'series',
  });
  expect(departure({ key: 'latency', frames: right('latency').slice(1) })).toMatchObject({ code: 'series' });
});

describe('a ranking', () => {
  const over = (key: 'busiest' | 'slowest', from: number, to: number): Frame[] =>
    [...TRUTHS.over(key, { from, to, part: {} })]
      .map(([route, { most }]) => ({ route, most }))
      .toSorted((a, b) => b.most - a.most)
      .slice(0, 5)
      .map(({ route, most }) => ({
        refId: 'A',
        query: 'up',
        unit: '',
        name: route,
        labels: { route },
        start: VIEWS.hour.to,
        step: 0,
        values: [most],
      }));
  const { from, to } = VIEWS.hour;
  const seen = (frames: Frame[]) => departure({ key: 'slowest', view: 'hour', frames });

  test('is of the range, or of now', () => {
    expect(seen(over('slowest', from, to))).toBeUndefined();
    expect(seen(over('slowest', to - 60, to))).toBeUndefined();
  });

  test('is not of the worst that there was, nor of both', () => {
    expect(seen(over('slowest', from + 35 * 60, from + 40 * 60))).toMatchObject({ code: 'value' });
    const [first] = over('slowest', to - 60, to);
    const others = over('slowest', from, to).filter(({ name }) => name !== first?.name);
    expect(seen([first as Frame, ...others.slice(0, 4)])).toMatchObject({ code: 'value' });
  });

  test('has five, the first of them first', () => {
    const frames = over('slowest', from, to);
    expect(seen(frames.toReversed())).toMatchObject({ code: 'order' });
    expect(seen(frames.slice(0, 3))).toMatchObject({ code: 'members' });
    expect(seen(frames.slice(1))).toMatchObject({ code: 'members' });
  });

  test.each([
    [1.02, undefined],
    [1.05, 'order'],
  ])('of 1 and %f may stand in either order, or not', (more, code) => {
    const frames = framesOf('busiest', { view: 'burst', part: { route: ['/carts', '/orders'] } });
    const values = [1, more];
    const { groups } = groupFrames(
      'busiest',
      frames.map((frame, index) => ({ ...frame, values: [values[index] ?? 0] })),
    );
    const truth = new Map(
      groups.map(({ name }, index) => [name, { least: values[index] ?? 0, most: values[index] ?? 0, optional: false }]),
    );
    const base = { view: 'burst', part: {}, query: '', factor: 1 } as const;
    const found = compareRanking(groups, truth, { base, at: VIEWS.burst.to, factor: 1 });
    expect(found?.code).toBe(code);
  });
});
