import type { Json } from './evidence.ts';

/** Readers of what somebody else has written as JSON: of a field that is not what it should be, they give what is empty. */

export type JsonObject = Readonly<Record<string, Json>>;

/** Whether a value is an object, and neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

/** An object; an empty one for what is none. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** A list; an empty one for what is none. */
export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** A text; an empty one for what is none. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Anything as it can be shown: empty for what is nothing, and `…` for what has fields. */
export function shownOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? '…' : String(value);
}

/** A number; null for what is none. */
export function numberOf(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

/** A time in epoch milliseconds, from seconds since 1970 or ISO 8601; null for what is none. */
export function timeOf(value: Json | undefined): number | null {
  const time = typeof value === 'string' ? Date.parse(value) : typeof value === 'number' ? value * 1000 : Number.NaN;
  return Number.isFinite(time) ? time : null;
}
