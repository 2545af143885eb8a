import type { Labels, Sample } from './exposition.ts';

const PLAIN_METRIC = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const SPECIAL = /["\\\n]/;
const PLAIN_LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/**
 * A series' one spelling, whatever the order of its labels: `name{a="b",c="d"}`, `name` without labels, and
 * `{"my.name","my.label"="b"}` where names have to be quoted.
 */
export function seriesKey(name: string, labels: Labels): string {
  const isPlain = PLAIN_METRIC.test(name);
  const pairs = Object.keys(labels)
    .toSorted()
    .map((label) => `${PLAIN_LABEL.test(label) ? label : quoted(label)}=${quoted(labels[label] ?? '')}`);
  if (!isPlain) return `{${[quoted(name), ...pairs].join(',')}}`;
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
}

function quoted(text: string): string {
  if (!SPECIAL.test(text)) return `"${text}"`;
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `"${escaped}"`;
}

/**
 * The label that has the most different values, which is the one to blame when there are too many series. Of equals, the
 * one that is seen first. `example` is its first value.
 */
export function labelWithMostValues(
  samples: Iterable<Pick<Sample, 'labels'>>,
): { label: string; values: number; example: string } | undefined {
  const seen = new Map<string, Set<string>>();
  for (const { labels } of samples) {
    for (const [label, value] of Object.entries(labels)) {
      const values = seen.get(label);
      if (values === undefined) seen.set(label, new Set([value]));
      else values.add(value);
    }
  }
  let most: [label: string, values: Set<string>] | undefined;
  for (const entry of seen) if (most === undefined || entry[1].size > most[1].size) most = entry;
  if (most === undefined) return undefined;
  const [label, values] = most;
  const [example = ''] = values;
  return { label, values: values.size, example };
}
