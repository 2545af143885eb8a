const WHAT = 200;

/** A request's method and path, short enough to be kept a thousand times. */
export function nameOf(method: string, path: string): string {
  return `${method} ${path}`.slice(0, WHAT);
}

/** Pairs of a list in which names and values alternate. */
export function pairsOf(raw: readonly string[]): [name: string, value: string][] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [raw[2 * index] ?? '', raw[2 * index + 1] ?? '']);
}
