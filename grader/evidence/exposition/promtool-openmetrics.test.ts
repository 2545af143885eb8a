import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseExposition } from './parse.ts';
import { acceptsOpenMetrics, isOldPromtool } from './promtool.ts';

const isOld = await isOldPromtool();

/** What we find wrong; for what both accept, nothing. Every sample has a timestamp, without which promtool stores none. */
type Row = readonly [what: string, text: string, code?: string];

const BOTH_ACCEPT: Row[] = [
  ['nothing but the end', '# EOF\n'],
  ['an end without a line feed', 'a 1 1\n# EOF'],
  ['a counter', '# TYPE a counter\n# HELP a b\na_total 1 1\na_created 1 1\n# EOF\n'],
  ['a counter declared with _total', '# TYPE a_total counter\na_total 1 1\n# EOF\n'],
  ['a counter without _total', '# TYPE a counter\na 1 1\n# EOF\n'],
  ['a unit', '# TYPE a_seconds gauge\n# UNIT a_seconds seconds\na_seconds 1 1\n# EOF\n'],
  ['an empty unit and empty help', '# UNIT a \n# HELP a \n# EOF\n'],
  ['seconds with a fraction, and ones before 1970', 'a 1 1.5\nb 1 -1\n# EOF\n'],
  ['an exemplar', '# TYPE a counter\na_total 1 1 # {trace_id="b"} 0.5\n# EOF\n'],
  ['an exemplar without labels', 'a_total 1 1 # {} 0.5\n# EOF\n'],
  ['an exemplar with a timestamp', 'a_total 1 1 # {b="c"} 0.5 1.5\n# EOF\n'],
  ['an info and a state set', '# TYPE a info\na_info{b="c"} 1 1\n# TYPE d stateset\nd{d="e"} 1 1\n# EOF\n'],
  [
    'a gauge histogram',
    '# TYPE a gaugehistogram\na_bucket{le="+Inf"} 1 1\na_gcount 1 1\na_gsum 2 1\n# TYPE b unknown\nb 1 1\n# EOF\n',
  ],
  ['an unknown escape', 'a{b="\\d"} 1 1\n# EOF\n'],
  ['a return in help', '# HELP a b\r\n# EOF\n'],
];

const BOTH_REFUSE: Row[] = [
  ['nothing', '', 'no-eof'],
  ['no end', 'a 1 1\n', 'no-eof'],
  ['no line feed', 'a 1 1', 'no-eof'],
  ['a sample after the end', '# EOF\na 1 1\n', 'after-eof'],
  ['a line feed after the end', '# EOF\n\n', 'after-eof'],
  ['something behind the end', '# EOF.\n', 'after-eof'],
  ['an end with a return', '# EOF\r\n', 'carriage-return'],
  ['an empty line', 'a 1 1\n\n# EOF\n', 'empty-line'],
  ['a comment', '# b\n# EOF\n', 'bad-comment'],
  ['a type without its space', '#TYPE a gauge\n# EOF\n', 'bad-comment'],
  ['help without text', '# HELP a\n# EOF\n', 'no-text'],
  ['untyped', '# TYPE a untyped\n# EOF\n', 'bad-type'],
  ['a unit the name does not end with', '# UNIT a seconds\n# EOF\n', 'bad-unit'],
  ['a space before a sample', ' a 1 1\n# EOF\n', 'extra-space'],
  ['two spaces before the value', 'a  1 1\n# EOF\n', 'extra-space'],
  ['a space before the braces', 'a {b="c"} 1 1\n# EOF\n', 'extra-space'],
  ['a space between labels', 'a{b="c", d="e"} 1 1\n# EOF\n', 'extra-space'],
  ['no space before the value', 'a{b="c"}1 1\n# EOF\n', 'no-space'],
  ['a tab before the timestamp', 'a 1\t1\n# EOF\n', 'bad-value'],
  ['a timestamp that is infinite', 'a 1 +Inf\n# EOF\n', 'bad-timestamp'],
  ['a space at the end', 'a 1 1 \n# EOF\n', 'trailing-space'],
  ['a third number', 'a 1 1 1\n# EOF\n', 'after-sample'],
  ['an exemplar without its space', 'a_total 1 1 #{b="c"} 1\n# EOF\n', 'bad-exemplar'],
  ['an exemplar without a value', 'a_total 1 1 # {b="c"}\n# EOF\n', 'no-value'],
  ['an exemplar with a name', 'a_total 1 1 # {"b"} 1\n# EOF\n', 'no-equals'],
  ['an exemplar and something behind it', 'a_total 1 1 # {} 1 1 1\n# EOF\n', 'after-sample'],
];

/** Prometheus stores these all the same. The specification forbids the first four, and the last ones lie. */
const WE_REFUSE: Row[] = [
  ['an interleaved family', 'a{b="c"} 1 1\nd 1 1\na{b="e"} 1 1\n# EOF\n', 'interleaved'],
  ['a type twice', '# TYPE a gauge\n# TYPE a gauge\n# EOF\n', 'second-type'],
  ['a type after the samples', 'a 1 1\n# TYPE a gauge\n# EOF\n', 'type-after-samples'],
  ['help twice', '# HELP a b\n# HELP a b\n# EOF\n', 'second-help'],
  ['a series twice', 'a 1 1\na 1 2\n# EOF\n', 'duplicate-series'],
  ['a histogram without +Inf', '# TYPE a histogram\na_bucket{le="1"} 1 1\n# EOF\n', 'no-inf-bucket'],
];

const SINCE_3: Row[] = [
  ['a trailing comma', 'a{b="c",} 1 1\n# EOF\n'],
  ['an exemplar of what is no counter', 'a 1 1 # {b="c"} 0.5\n# EOF\n'],
  ['a quoted name', '{"a.b",c="d"} 1 1\n# EOF\n'],
  ['a quoted label of an exemplar', 'a_total 1 1 # {"b.c"="d"} 1\n# EOF\n'],
];

const codeOf = (text: string) => parseExposition(text, { format: 'openmetrics', maxSeries: 1000 }).error?.code;

async function accepts(text: string): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'three-am-promtool-'));
  try {
    await writeFile(join(folder, 'input'), text);
    return await acceptsOpenMetrics(join(folder, 'input'), join(folder, 'blocks'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe.concurrent('promtool tsdb create-blocks-from openmetrics and we', () => {
  test.for(BOTH_ACCEPT)('both accept %s', async ([, text]) => {
    expect(codeOf(text)).toBeUndefined();
    expect(await accepts(text)).toBe(true);
  });

  test.for(BOTH_REFUSE)('both refuse %s', async ([, text, code]) => {
    expect(codeOf(text)).toBe(code);
    expect(await accepts(text)).toBe(false);
  });

  test.for(WE_REFUSE)('we alone refuse %s', async ([, text, code]) => {
    expect(codeOf(text)).toBe(code);
    expect(await accepts(text)).toBe(true);
  });

  test.for(SINCE_3)('we accept %s, as promtool does since 3.0', async ([, text]) => {
    expect(codeOf(text)).toBeUndefined();
    expect(await accepts(text)).toBe(!isOld);
  });

  test('both accept what prom-client writes, with timestamps put in', async () => {
    const text = await readFile(new URL('fixtures/prom-client.openmetrics.txt', import.meta.url), 'utf8');
    expect(codeOf(text)).toBeUndefined();
    expect(await accepts(text.replace(/^([^#].*?[ ][\d.]+)(?= #|$)/gm, '$1 1'))).toBe(true);
  });
});
