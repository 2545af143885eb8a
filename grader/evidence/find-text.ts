import type { Json } from './evidence.ts';

/** A text somewhere in a value, and the way there, as in `request.headers.cookie`. */
export interface FoundText {
  path: string;
  text: string;
}

/**
 * The first text, number or name of a field that `isWanted`; undefined when there is none. Without recursion: what an app
 * sends may be nested as deeply as it likes.
 */
export function findText(root: Json, isWanted: (text: string) => boolean): FoundText | undefined {
  const open: { path: string; value: Json }[] = [{ path: '', value: root }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, value } = next;
    if (typeof value === 'string' || typeof value === 'number') {
      if (isWanted(String(value))) return { path, text: String(value) };
      continue;
    }
    if (typeof value !== 'object' || value === null) continue;
    const members = Object.entries(value);
    const named = members.find(([key]) => isWanted(key));
    if (named !== undefined) return { path, text: named[0] };
    const lead = path === '' ? '' : `${path}.`;
    for (const [key, member] of members.toReversed()) open.push({ path: lead + key, value: member });
  }
  return undefined;
}
