/** What stands in a parsed file under a key, where nobody knows what people have written: absent and of another kind are one. */
export type Data = Record<string, unknown>;

export const asData = (value: unknown): Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : {};

export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A text; a number is taken as it is written. */
export const asText = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

export const asNumber = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

export const asTexts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).map((one) => asText(one)).filter((text) => text !== '');

/** What stands below several keys, one in the other. */
export function dig(value: unknown, ...keys: (string | number)[]): unknown {
  return keys.reduce<unknown>((found, key) => (Array.isArray(found) ? found[Number(key)] : asData(found)[key]), value);
}
