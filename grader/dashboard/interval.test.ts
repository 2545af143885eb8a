import { describe, expect, test } from 'vitest';
import { roundStep, secondsOf, timingOf } from './interval.ts';
import { readClassic } from './read-classic.ts';

const panelOf = (panel: object, target: object = {}) => {
  const [read] = readClassic({ panels: [{ id: 1, ...panel, targets: [{ expr: 'up', ...target }] }] }).panels;
  const [first] = read?.targets ?? [];
  if (read === undefined || first === undefined) throw new Error('there is no panel');
  return [read, first] as const;
};
const RANGE = { from: 1_000_020, to: 1_000_920, scrape: 15 };

test('steps are those that people would choose', () => {
  expect([0.4, 4.5, 18, 108, 432, 90_000].map((interval) => roundStep(interval))).toEqual([1, 5, 20, 120, 300, 86_400]);
});

test('durations are read, and nothing else', () => {
  expect(['30s', '>1m', '500ms', '2h', '5', '$x', ''].map((word) => secondsOf(word))).toEqual([
    30,
    60,
    0.5,
    7200,
    5,
    undefined,
    undefined,
  ]);
});

describe('a query', () => {
  test('has the scrape interval as its least step, and four of them as its least rate interval', () => {
    expect(timingOf(RANGE, ...panelOf({}))).toEqual({
      from: 1_000_020,
      to: 1_000_920,
      step: 15,
      rateInterval: 60,
      range: 900,
    });
  });

  test('of a day, scraped every minute, has a step of five minutes', () => {
    const day = { from: 0, to: 86_400, scrape: 60 };
    expect(timingOf(day, ...panelOf({}))).toMatchObject({ step: 300, rateInterval: 360, range: 86_400 });
  });

  test('begins on its step', () => {
    expect(timingOf({ ...RANGE, from: 1_000_029 }, ...panelOf({})).from).toBe(1_000_020);
  });

  test('obeys its min step, and makes the rate interval of it', () => {
    expect(timingOf(RANGE, ...panelOf({}, { interval: '2m' }))).toMatchObject({ step: 120, rateInterval: 480 });
  });

  test("obeys the panel's data points, its own time and its shift", () => {
    expect(timingOf(RANGE, ...panelOf({ maxDataPoints: 3 })).step).toBe(300);
    expect(timingOf(RANGE, ...panelOf({ timeFrom: '1h' })).range).toBe(3600);
    expect(timingOf(RANGE, ...panelOf({ timeShift: '1d' })).to).toBe(1_000_920 - 86_400);
  });
});
