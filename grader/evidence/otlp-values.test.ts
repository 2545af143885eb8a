import { expect, test } from 'vitest';
import type { OtlpValue } from './otlp.ts';
import { attributesOf, plainValue, type PlainValue } from './otlp-values.ts';

test.for<[value: OtlpValue | undefined, plain: PlainValue]>([
  [{ stringValue: 'a' }, 'a'],
  [{ stringValue: '' }, ''],
  [{ stringValue: '12' }, '12'],
  [{ boolValue: true }, true],
  [{ boolValue: false }, false],
  [{ intValue: '0' }, 0],
  [{ intValue: '-42' }, -42],
  [{ intValue: '9007199254740991' }, Number.MAX_SAFE_INTEGER],
  [{ intValue: '9007199254740992' }, '9007199254740992'],
  [{ intValue: '-9223372036854775808' }, '-9223372036854775808'],
  [{ doubleValue: 0 }, 0],
  [{ doubleValue: -0.5 }, -0.5],
  [{ doubleValue: 'NaN' }, Number.NaN],
  [{ doubleValue: 'Infinity' }, Number.POSITIVE_INFINITY],
  [{ doubleValue: '-Infinity' }, Number.NEGATIVE_INFINITY],
  [{ bytesValue: 'AP8=' }, 'AP8='],
  [{ bytesValue: '' }, ''],
  [{ arrayValue: {} }, []],
  [
    { arrayValue: { values: [{ intValue: '1' }, {}, { arrayValue: { values: [{ boolValue: false }] } }] } },
    [1, null, [false]],
  ],
  [{}, null],
  [undefined, null],
])('%j is %j', ([value, plain]) => {
  expect(plainValue(value)).toEqual(plain);
});

test('a list of pairs is attributes, at any depth', () => {
  const inner = [{ key: 'b', value: { intValue: '1' } }];
  const value = { kvlistValue: { values: [{ key: 'a', value: { kvlistValue: { values: inner } } }] } };
  expect(plainValue(value)).toEqual({ a: { b: 1 } });
  expect(plainValue({ kvlistValue: {} })).toEqual({});
});

test('attributes go by name, and the last of a name counts', () => {
  const [first, second] = [{ stringValue: 'first' }, { stringValue: 'second' }];
  expect(
    attributesOf([{ key: 'a', value: first }, { key: 'a', value: second }, { key: 'b' }, { value: first }, {}]),
  ).toEqual({ a: 'second', b: null, '': null });
  expect(attributesOf()).toEqual({});
});

test('an attribute may have the name of what every object has, and nothing is there that was not sent', () => {
  const attributes = attributesOf([{ key: '__proto__', value: { kvlistValue: { values: [{ key: 'admin' }] } } }]);
  expect(Object.keys(attributes)).toEqual(['__proto__']);
  expect(attributes['__proto__']).toEqual({ admin: null });
  expect(attributes['admin']).toBeUndefined();
  expect(attributes['constructor']).toBeUndefined();
});
