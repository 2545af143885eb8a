import { expect, test } from 'vitest';
import { DEBUG, epochOf, ERROR, FATAL, INFO, levelName, levelOf, REQUEST_ID, WARN } from './names.ts';

test('levels are read by the names of the reading, in any case', () => {
  const names = ['trace', 'debug', 'info', 'information', 'warn', 'warning', 'error', 'fatal', 'critical'];
  const numbers = [10, DEBUG, INFO, INFO, WARN, WARN, ERROR, FATAL, FATAL];
  expect(names.map((name) => levelOf(name))).toEqual(numbers);
  expect(names.map((name) => levelOf(name.toUpperCase()))).toEqual(numbers);
  expect(levelOf('Warning')).toBe(WARN);
});

test("levels are read by pino's numbers", () => {
  for (const number of [10, DEBUG, INFO, WARN, ERROR, FATAL]) expect(levelOf(number)).toBe(number);
});

test.for([
  ['a word', 'loud'],
  ['nothing', ''],
  ['a name with space around it', ' info'],
  ['a number as text', '30'],
  ['a number of nobody', 35],
  ['not a number', NaN],
  ['a truth', true],
  ['null', null],
  ['nothing at all', undefined],
  ['an object', { level: 'info' }],
  ['a list', ['info']],
  ['what every object has', 'constructor'],
  ['what every object is', '__proto__'],
])('%s is no level: %o', ([, value]) => {
  expect(levelOf(value)).toBeUndefined();
});

test('a level is named as pino names it', () => {
  const levels = [10, DEBUG, INFO, WARN, ERROR, FATAL, 35, undefined];
  expect(levels.map((level) => levelName(level))).toEqual([
    'trace',
    'debug',
    'info',
    'warn',
    'error',
    'fatal',
    '–',
    '–',
  ]);
});

test.for([
  ['a', true],
  ['A-Z_a.z-0', true],
  ['x'.repeat(128), true],
  ['', false],
  ['x'.repeat(129), false],
  ['a b', false],
  ['a\n', false],
  ['é', false],
  ['{"a":1}', false],
  ['a/b', false],
] as const)('is %j a well-formed request id? %s', ([id, wellFormed]) => {
  expect(REQUEST_ID.test(id)).toBe(wellFormed);
});

const CHRISTMAS = Date.UTC(2025, 11, 24, 3, 2, 11, 482);

test.for<[value: unknown, epoch: number | undefined]>([
  [CHRISTMAS, CHRISTMAS],
  [1.5, 1.5],
  ['2025-12-24T03:02:11.482Z', CHRISTMAS],
  ['2025-12-24T03:02:11,482Z', CHRISTMAS],
  ['2025-12-24T12:02:11.482+09:00', CHRISTMAS],
  ['2025-12-24T12:02:11.482+0900', CHRISTMAS],
  ['2025-12-23T22:02:11.482000-05:00', CHRISTMAS],
  ['2025-12-24T03:02:11Z', CHRISTMAS - 482],
  ['2025-12-24T03:02:11.482', undefined],
  ['2025-12-24 03:02:11Z', undefined],
  ['2025-12-24', undefined],
  ['2025-13-24T03:02:11Z', undefined],
  ['1766545331482', undefined],
  ['', undefined],
  [NaN, undefined],
  [Infinity, undefined],
  [true, undefined],
  [null, undefined],
])('the instant %j is %s', ([value, epoch]) => {
  expect(epochOf(value)).toBe(epoch);
});
