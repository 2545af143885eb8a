import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Family, Format } from './exposition.ts';
import { parseExposition } from './parse.ts';

/** An exposition without an error. */
function read(text: string, format: Format = 'text') {
  const exposition = parseExposition(text, { format, maxSeries: 100 });
  expect(exposition).not.toHaveProperty('error');
  expect(exposition.truncated).toBe(false);
  return exposition;
}

function only(text: string, format: Format = 'text'): Family {
  const [family, ...more] = read(text, format).families.values();
  if (family === undefined || more.length > 0) throw new Error('not one family');
  return family;
}

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

const summaryOf = (families: ReadonlyMap<string, Family>) =>
  [...families].map(([key, { name, type, samples }]) => {
    expect(key).toBe(name);
    return `${type} ${name} ${samples.length}`;
  });

test('a family has what its lines say', () => {
  const line = ' orders_total{outcome = "placed",}  3\t1395066363000';
  const family = only(`# HELP orders_total Placed\\n\\\\.\n# TYPE orders_total counter\n\n${line}\n`);
  expect(family).toEqual({
    name: 'orders_total',
    type: 'counter',
    typeDeclared: true,
    help: 'Placed\n\\.',
    line: 1,
    samples: [
      {
        name: 'orders_total',
        labels: { outcome: 'placed' },
        value: 3,
        timestampMs: 1_395_066_363_000,
        line: 4,
        text: line,
      },
    ],
  });
});

test('a family without a type is unknown, and so is one that says untyped', () => {
  expect(only('a 1\n')).toMatchObject({ type: 'unknown', typeDeclared: false, line: 1 });
  expect(only('# TYPE a untyped\n')).toEqual({ name: 'a', type: 'unknown', typeDeclared: true, line: 1, samples: [] });
});

test('numbers are what Go reads', () => {
  const valuesOf = (text: string) => only(text).samples.map(({ value }) => value);
  expect(valuesOf('a{b="1"} 1.\na{b="2"} +.5e1\na{b="3"} -0\na{b="4"} 1e-999\n')).toEqual([1, 5, -0, 0]);
  expect(valuesOf('a{b="1"} nan\na{b="2"} iNf\na{b="3"} -Infinity\n')).toEqual([NaN, Infinity, -Infinity]);
});

test('escapes are resolved in labels, and nowhere is a label mistaken for something of the object', () => {
  const [sample] = only('a{b="\\\\n\\n\\"",__proto__="c",constructor="d"} 1\n').samples;
  expect(Object.entries(sample?.labels ?? {})).toEqual([
    ['b', '\\n\n"'],
    ['__proto__', 'c'],
    ['constructor', 'd'],
  ]);
  expect(only('a{b="c"} 1\n').samples[0]?.labels['toString']).toBeUndefined();
  expect(only('a{b="\\x\\\\\\"🫖"} 1\n# EOF\n', 'openmetrics').samples[0]?.labels['b']).toBe('\\x\\"🫖');
});

test('names may be quoted', () => {
  const family = only('# TYPE "주문.수" gauge\n{"a.b"="c","주문.수",d="e"} 1\n{"주문.수"} 2\n');
  expect(family).toMatchObject({ name: '주문.수', type: 'gauge' });
  expect(family.samples.map(({ labels }) => ({ ...labels }))).toEqual([{ 'a.b': 'c', d: 'e' }, {}]);
});

test('the parts of a histogram and of a summary belong to their family', () => {
  const text = `# TYPE h histogram
h_bucket{le="1"} 1
s_sum 1
h_bucket{le="+Inf"} 2
# TYPE s summary
s{quantile="0.5"} 1
s_count 1
s_bucket 1
h_sum 3
h_count 2
h_created 5
`;
  expect(summaryOf(read(text).families)).toEqual([
    'histogram h 4',
    'unknown s_sum 1',
    'summary s 2',
    'unknown s_bucket 1',
    'unknown h_created 1',
  ]);
});

test('OpenMetrics has more kinds of families, and leaves suffixes out of their names', () => {
  const text = `# TYPE a counter
# UNIT a 
# HELP a_total A \\"b\\".
a_total 1 1.5
a_created 2
# TYPE b info
b_info{c="d"} 1
# TYPE e stateset
e{e="f"} 0
# TYPE g gaugehistogram
g_bucket{le="+Inf"} 3
g_gcount 3
g_gsum -1
# TYPE h_seconds histogram
# UNIT h_seconds seconds
h_seconds_bucket{le="+Inf"} 3
h_seconds_created 5
i_total 1
# EOF
`;
  const { families, series } = read(text, 'openmetrics');
  expect(summaryOf(families)).toEqual([
    'counter a_total 2',
    'info b_info 1',
    'stateset e 1',
    'gaugehistogram g 3',
    'histogram h_seconds 2',
    'unknown i_total 1',
  ]);
  expect(series).toBe(10);
  expect(families.get('a_total')).toMatchObject({ help: 'A "b".', unit: '', samples: [{ timestampMs: 1500 }, {}] });
  expect(families.get('h_seconds')).toMatchObject({ unit: 'seconds' });
});

test('a counter keeps the name under which Prometheus stores it', () => {
  const nameOf = (text: string) => only(`# TYPE ${text}\n# EOF\n`, 'openmetrics').name;
  expect(nameOf('a counter')).toBe('a_total');
  expect(nameOf('a_total counter\na_total 1')).toBe('a_total');
  expect(nameOf('a counter\na 1')).toBe('a');
  expect(only('# TYPE a counter\n').name).toBe('a');
});

test('an exemplar is no timestamp', () => {
  const exemplarsOf = (text: string) => only(`${text}\n# EOF\n`, 'openmetrics').samples[0];
  const exemplar = { labels: { trace_id: 'b', c: '' }, value: 0.5 };
  expect(exemplarsOf('a 1 # {trace_id="b",c=""} 0.5')).toMatchObject({ value: 1, exemplar });
  expect(exemplarsOf('a 1 # {trace_id="b",c=""} 0.5')).not.toHaveProperty('timestampMs');
  expect(exemplarsOf('a 1 2 # {} 0.5 1.0019')).toMatchObject({
    timestampMs: 2000,
    exemplar: { labels: {}, value: 0.5, timestampMs: 1001 },
  });
});

test('what prom-client and OpenTelemetry write is read, and the same in both formats', () => {
  const expected = ['counter orders_total 1', 'histogram http_request_duration_seconds 6', 'summary payload_bytes 4'];
  const text = read(fixture('prom-client.txt'));
  const openmetrics = read(fixture('prom-client.openmetrics.txt'), 'openmetrics');
  expect(summaryOf(text.families)).toEqual(expected);
  expect(summaryOf(openmetrics.families)).toEqual(expected);
  expect(text.series).toBe(11);
  for (const { families } of [text, openmetrics])
    expect(families.get('orders_total')?.samples[0]).toMatchObject({
      value: 3,
      labels: { outcome: 'placed', note: 'a "quoted"\\path\nline' },
    });
  const histogram = openmetrics.families.get('http_request_duration_seconds');
  expect(histogram?.help).toBe('How long a request took.\nIn "seconds".');
  expect(histogram?.samples.flatMap(({ exemplar }) => exemplar?.value ?? [])).toEqual([0.07, 2]);
  expect(summaryOf(read(fixture('opentelemetry.txt')).families)).toContain('histogram http_server_request_duration 6');
});

test('reading ends before a series too many, and what is incomplete then is no error', () => {
  const text = '# TYPE h histogram\nh_bucket{le="1"} 1\nh_bucket{le="2"} 2\n';
  const bounded = (maxSeries: number, format: Format = 'text') => parseExposition(text, { format, maxSeries });
  expect(bounded(1)).toMatchObject({ series: 1, truncated: true });
  expect(bounded(1)).not.toHaveProperty('error');
  expect(bounded(1, 'openmetrics')).not.toHaveProperty('error');
  expect(bounded(2)).toMatchObject({ series: 2, truncated: false, error: { code: 'no-inf-bucket' } });
  expect(bounded(0).families.get('h')?.samples).toEqual([]);
});

test('what stands before an error is kept', () => {
  const exposition = parseExposition('a 1\nb 2\nc x\nd 4\n', { format: 'text', maxSeries: 9 });
  expect(exposition).toMatchObject({ series: 2, error: { code: 'bad-value', line: 3 } });
  expect([...exposition.families.keys()]).toEqual(['a', 'b']);
});
