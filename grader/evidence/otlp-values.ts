import type { OtlpAttribute, OtlpValue } from './otlp.ts';

/**
 * A value without its type. Integers that a number cannot hold stay decimal text, bytes stay base64; an empty value is null.
 */
export type PlainValue = string | number | boolean | null | readonly PlainValue[] | Attributes;

/** Without a prototype, so that an attribute may have any name, `__proto__` too. */
export interface Attributes {
  readonly [key: string]: PlainValue;
}

/** Attributes by name. Of two with the same name, which OTLP forbids, the last one. */
export function attributesOf(attributes: readonly OtlpAttribute[] = []): Attributes {
  const plain = Object.create(null) as Record<string, PlainValue>;
  for (const { key = '', value } of attributes) plain[key] = plainValue(value);
  return plain;
}

/** What an app wrote, as it would stand in JavaScript. */
export function plainValue(value: OtlpValue = {}): PlainValue {
  if (value.intValue !== undefined) {
    const number = Number(value.intValue);
    return Number.isSafeInteger(number) ? number : value.intValue;
  }
  if (value.doubleValue !== undefined) return Number(value.doubleValue);
  if (value.arrayValue !== undefined) return (value.arrayValue.values ?? []).map((one) => plainValue(one));
  if (value.kvlistValue !== undefined) return attributesOf(value.kvlistValue.values);
  return value.stringValue ?? value.boolValue ?? value.bytesValue ?? null;
}

/** A value in words: text as it is, anything else as JSON, and a dash for none. */
export function showValue(value: PlainValue | undefined): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
