import { expect, test } from 'vitest';
import { parseExposition } from './parse.ts';

type Row = [text: string, code: string, line: number, column: number, params?: Record<string, string | number>];

const errorOf = (text: string, format: 'text' | 'openmetrics') =>
  parseExposition(text, { format, maxSeries: 100 }).error;

test.for<Row>([
  ['\n  <html>\n', 'html', 2, 3],
  ['a 1\n<html>\n', 'bad-name', 2, 1, { name: '<html>', found: '<' }],
  ['# b\n a 1\0\n', 'nul', 2, 5],
  ['a{b="c"} 1\r\n', 'carriage-return', 1, 11],
  ['# TYPE a gauge\r\n', 'carriage-return', 1, 15],
  ['# HELP a\r\n', 'carriage-return', 1, 9],
  ['a 1', 'no-final-newline', 1, 4],
  ['http-requests{a="b"} 1\n', 'bad-name', 1, 5, { name: 'http-requests', found: '-' }],
  ['🫖 1\n', 'bad-name', 1, 1, { name: '🫖', found: '🫖' }],
  ['# TYPE a.b gauge\n', 'bad-name', 1, 9, { name: 'a.b', found: '.' }],
  [' {a="b"} 1\n', 'no-name', 1, 2],
  ['{"a","b"} 1\n', 'second-name', 1, 6, { name: 'b', metric: 'a' }],
  ['a{"b"} 1\n', 'second-name', 1, 3, { name: 'b', metric: 'a' }],
  ['a{b="🫖",1c="d"} 1\n', 'bad-label', 1, 10, { label: '1c', found: '1' }],
  ['a{b="c",""="d"} 1\n', 'bad-label', 1, 9, { label: '""', found: '"' }],
  ['a{b="c",__name__="d"} 1\n', 'reserved-label', 1, 9, { label: '__name__' }],
  ['a{b="c", b="c"} 1\n', 'duplicate-label', 1, 10, { label: 'b' }],
  ['a{b-c="d"} 1\n', 'no-equals', 1, 4, { label: 'b', found: '-' }],
  ['a{b', 'no-equals', 1, 4, { label: 'b', found: '' }],
  ['a{b=c} 1\n', 'unquoted-value', 1, 5, { label: 'b', found: 'c' }],
  ['a{b="c\n"} 1\n', 'unterminated-quote', 1, 5],
  ['a{b="c\\"} 1\n', 'unterminated-quote', 1, 5],
  ['a{b="\\n\\🫖"} 1\n', 'bad-escape', 1, 8, { escape: '\\🫖' }],
  ['a{b="c" d="e"} 1\n', 'unclosed-labels', 1, 9, { found: 'd' }],
  ['a{b="c"\n', 'unclosed-labels', 1, 8, { found: '' }],
  ['a \n', 'no-value', 1, 3, { metric: 'a' }],
  ['a  1,5\n', 'bad-value', 1, 4, { value: '1,5' }],
  ['a 1  soon\n', 'bad-timestamp', 1, 6, { timestamp: 'soon' }],
  ['a 1 2\t 3 4\n', 'after-sample', 1, 8, { found: '3 4' }],
  ['a 1 # b\n', 'after-sample', 1, 5, { found: '# b' }],
  ['a 1 # {b="c"} 1\n', 'exemplar-in-text', 1, 5],
  ['a 1\t \n', 'trailing-space', 1, 4],
  ['a{b="c",d="e"} 1\n\na{d="e",b="c"} 1\n', 'duplicate-series', 3, 1, { series: 'a{b="c",d="e"}', first: 1 }],
  ['# TYPE a timer\n', 'bad-type', 1, 10, { metric: 'a', type: 'timer' }],
  ['# TYPE a\n', 'bad-type', 1, 9, { metric: 'a', type: '' }],
  ['# TYPE a gauge\n# TYPE a counter\n', 'second-type', 2, 1, { metric: 'a', first: 1 }],
  ['a 1\n# TYPE a gauge\n', 'type-after-samples', 2, 1, { metric: 'a', first: 1 }],
  ['# HELP a b\na 1\n# HELP a c\n', 'second-help', 3, 1, { metric: 'a', first: 1 }],
  ['# TYPE a histogram\na_bucket 1\n', 'no-le', 2, 1, { metric: 'a' }],
  ['# TYPE a histogram\na_bucket{le="1_0"} 1\n', 'bad-bound', 2, 1, { metric: 'a', label: 'le', value: '1_0' }],
])('text: %j is %s', ([text, code, line, column, params = {}]) => {
  expect(errorOf(text, 'text')).toEqual({ code, line, column, params });
});

test.for<Row>([
  ['a 1\n', 'no-eof', 2, 1],
  ['a 1', 'no-eof', 2, 1],
  ['# EOF\n\n', 'after-eof', 2, 1],
  ['# EOF \n', 'after-eof', 1, 6],
  ['# EOF\r\n', 'carriage-return', 1, 6],
  ['# UNIT a_b b\r\n', 'carriage-return', 1, 13],
  ['a 1\n\n# EOF\n', 'empty-line', 2, 1],
  ['#\n', 'bad-comment', 1, 1],
  ['# HELP a\n', 'no-text', 1, 9, { keyword: 'HELP', metric: 'a' }],
  ['\ta 1\n', 'extra-space', 1, 1],
  ['a\t1\n', 'extra-space', 1, 2],
  ['a  1\n', 'extra-space', 1, 3],
  ['a {b="c"} 1\n', 'extra-space', 1, 2],
  ['a{b="c", d="e"} 1\n', 'extra-space', 1, 9],
  ['a 1  2\n', 'extra-space', 1, 5],
  ['a{b="c"}1\n', 'no-space', 1, 9, { found: '1' }],
  ['a+1\n', 'bad-name', 1, 2, { name: 'a+1', found: '+' }],
  ['a 1 1e300\n', 'bad-timestamp', 1, 5, { timestamp: '1e300' }],
  ['a 1 NaN\n', 'bad-timestamp', 1, 5, { timestamp: 'NaN' }],
  ['a 1 2 \n', 'trailing-space', 1, 6],
  ['a 1 2 3 4\n', 'after-sample', 1, 6, { found: '3 4' }],
  ['a 1 #{b="c"} 1\n', 'bad-exemplar', 1, 5, { found: '#{b="c"} 1' }],
  ['a 1 # {b="c"}\n', 'no-value', 1, 14, { metric: 'a' }],
  ['a 1 # {b="c"} x\n', 'bad-value', 1, 15, { value: 'x' }],
  ['a 1 # {"b"} 1\n', 'no-equals', 1, 11, { label: 'b', found: '}' }],
  ['a 1 # {} 1 x\n', 'bad-timestamp', 1, 12, { timestamp: 'x' }],
  ['a 1 # {} 1 1 1\n', 'after-sample', 1, 13, { found: '1' }],
  ['# UNIT a seconds\n', 'bad-unit', 1, 10, { metric: 'a', unit: 'seconds' }],
  ['# UNIT a_b b\n# UNIT a_b b\n', 'second-unit', 2, 1, { metric: 'a_b', first: 1 }],
  ['a_total 1\n# TYPE a counter\n', 'type-after-samples', 2, 1, { metric: 'a', first: 1 }],
  ['# TYPE a counter\n# TYPE a_total gauge\n', 'second-type', 2, 1, { metric: 'a', first: 1 }],
  ['a{b="c"} 1\nd 1\na 1\n', 'interleaved', 3, 1, { metric: 'a', first: 1 }],
])('OpenMetrics: %j is %s', ([text, code, line, column, params = {}]) => {
  expect(errorOf(text, 'openmetrics')).toEqual({ code, line, column, params });
});

/** The lines of a histogram `h`, each with the label `a`. */
const histogram = (a: string, ...buckets: [le: string, count: string][]) =>
  buckets.map(([le, count]) => `h_bucket{le="${le}",a="${a}"} ${count}\n`).join('');

test.for<Row>([
  [histogram('x', ['1', '1']), 'no-inf-bucket', 2, 1, { metric: 'h', series: 'h{a="x"}' }],
  [`${histogram('x', ['Inf', '1'])}h_sum 1\n`, 'no-inf-bucket', 3, 1, { metric: 'h', series: 'h' }],
  [
    histogram('x', ['+Inf', '3'], ['10', '1'], ['2', '2']),
    'not-cumulative',
    3,
    1,
    { metric: 'h', series: 'h{a="x"}', le: '10', count: '1', below: '2' },
  ],
  [
    histogram('x', ['1', '-1'], ['+Inf', '1']),
    'not-cumulative',
    2,
    1,
    { metric: 'h', series: 'h{a="x"}', le: '1', count: '-1', below: '0' },
  ],
  [
    histogram('x', ['1', '1'], ['+Inf', '2'], ['1.0', '1']),
    'duplicate-bucket',
    4,
    1,
    { metric: 'h', series: 'h{a="x"}', le: '1.0', first: 2 },
  ],
  [
    `${histogram('x', ['+Inf', '2'])}h_count{a="x"} NaN\n`,
    'count-mismatch',
    3,
    1,
    { metric: 'h', series: 'h{a="x"}', count: 'NaN', bucket: '2' },
  ],
  // of two histograms, the one whose line comes first
  [
    histogram('x', ['+Inf', '2'], ['1', '3']) + histogram('y', ['1', '3']),
    'not-cumulative',
    2,
    1,
    { metric: 'h', series: 'h{a="x"}', le: '+Inf', count: '2', below: '3' },
  ],
])('histogram: %j is %s', ([text, code, line, column, params]) => {
  expect(errorOf(`# TYPE h histogram\n${text}`, 'text')).toEqual({ code, line, column, params });
});

test('a gauge histogram is held to the same rules', () => {
  const text = '# TYPE h gaugehistogram\nh_bucket{le="+Inf"} 2\nh_gcount 1\n# EOF\n';
  expect(errorOf(text, 'openmetrics')).toMatchObject({ code: 'count-mismatch', line: 3 });
});

test('an error before the end comes before what only the end shows', () => {
  expect(errorOf('# TYPE h histogram\nh_sum 1\na x\n', 'text')).toMatchObject({ code: 'bad-value', line: 3 });
});

test('a parameter is short, whatever the line', () => {
  const long = errorOf(`a ${'🫖'.repeat(1_000_000)}\n`, 'text');
  expect(long?.params).toEqual({ value: `${'🫖'.repeat(40)}…` });
});
