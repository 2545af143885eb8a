import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseExposition } from './parse.ts';
import { acceptsText, isOldPromtool } from './promtool.ts';

const isOld = await isOldPromtool();

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

/** What we find wrong; for what both accept, nothing. */
type Row = readonly [what: string, text: string, code?: string];

const BOTH_ACCEPT: Row[] = [
  ['nothing', ''],
  ['blank lines', '\n \n\t\n'],
  ['blanks without a line feed', 'a 1\n \t'],
  ['one sample', 'a 1\n'],
  ['a name with all it may have', ':_aZ09: 1\n'],
  ['empty braces', 'a{} 1\n'],
  ['a label', 'a{b="c"} 1\n'],
  ['a trailing comma', 'a{b="c",} 1\n'],
  ['blanks wherever they may be', ' \ta \t{ b = "c" , d\t=\t"e" }  1\t2\n'],
  ['no blank between labels and value', 'a{b="c"}1\n'],
  ['a sign between name and value', 'a+1\n'],
  ['an empty label value', 'a{b=""} 1\n'],
  ['all three escapes', String.raw`a{b="\\ \" \n"} 1` + '\n'],
  ['a brace, a hash, a tab in a label value', 'a{b="}#\t{"} 1\n'],
  ['Hangul and an emoji in a label value', 'a{b="주문🫖"} 1\n'],
  ['a label named __proto__', 'a{__proto__="b"} 1\n'],
  ['NaN', 'a NaN\n'],
  ['the other spellings of NaN and infinity', 'a nAn\nb +Inf\nc -inf\nd Infinity\ne +INFINITY\n'],
  ['all kinds of decimals', 'a 1.\nb .5\nc -0\nd +1e+3\ne 1E-3\nf 007\n'],
  ['a value too small for a float', 'a 1e-999\n'],
  ['a timestamp', 'a 1 1395066363000\n'],
  ['a timestamp with zeros before it', 'a 1 000000000000000000000000001\n'],
  ['the last timestamp', 'a 1 9223372036854775807\n'],
  ['comments', '#\n# \n#a\n## b\n# EOF\n# UNIT a b\n# TYPE\n# HELP\n#TYPE \n'],
  ['a type that Prometheus takes for a comment', '#TYPE a  gauge\na 1\n'],
  ['the same glued, without a type', '#TYPE a\na 1\n'],
  ['help with escapes', '# HELP a b \\\\ \\n c\n'],
  ['empty help', '# HELP a\n'],
  ['help after the samples', 'a 1\n# HELP a b\n'],
  ['a return at the end of a comment and of help', '# b\r\n# HELP a b\r\n'],
  ['all types', '# TYPE a counter\n# TYPE b gauge\n# TYPE c histogram\n# TYPE d summary\n# TYPE e untyped\n'],
  ['a negative counter, and one that is no number', '# TYPE a counter\na -1\na{b="c"} NaN\n'],
  ['a counter without _total', '# TYPE a counter\na 1\n'],
  ['an interleaved family', '# TYPE a gauge\na{b="c"} 1\nd 1\na{b="e"} 1\n'],
  ['a summary', '# TYPE a summary\na{quantile="0.5"} NaN\na_sum 0\na_count 0\n'],
  ['a histogram whose buckets are in no order', '# TYPE a histogram\na_bucket{le="+Inf"} 2\na_bucket{le="1"} 1\n'],
  ['a type whose name is that of a part that came before', 'a_count 1\n# TYPE a histogram\n'],
  ['what prom-client writes', fixture('prom-client.txt')],
  ['what OpenTelemetry writes', fixture('opentelemetry.txt')],
];

const BOTH_REFUSE: Row[] = [
  ['HTML', '<!doctype html>\n<title>404</title>\n', 'html'],
  ['JSON', '{"status":"ok"}\n', 'no-equals'],
  ['no line feed at the end', 'a 1', 'no-final-newline'],
  ['no line feed after a comment', 'a 1\n# b', 'no-final-newline'],
  ['a byte order mark', '\u{FEFF}a 1\n', 'bad-name'],
  ['a name that begins with a digit', '1a 1\n', 'bad-name'],
  ['a name with a dash', 'a-b 1\n', 'bad-name'],
  ['a name with a dot', 'a.b 1\n', 'bad-name'],
  ['a name with Hangul', '주문 1\n', 'bad-name'],
  ['labels without a name', '{b="c"} 1\n', 'no-name'],
  ['a name and another one', 'a{"b"} 1\n', 'second-name'],
  ['an empty quoted name', '{""} 1\n', 'bad-label'],
  ['a label that begins with a digit', 'a{1b="c"} 1\n', 'bad-label'],
  ['a label with a colon', 'a{b:c="d"} 1\n', 'no-equals'],
  ['a comma before the first label', 'a{,b="c"} 1\n', 'bad-label'],
  ['two commas', 'a{b="c",,d="e"} 1\n', 'bad-label'],
  ['no comma between labels', 'a{b="c" d="e"} 1\n', 'unclosed-labels'],
  ['no closing brace', 'a{b="c"\n', 'unclosed-labels'],
  ['__name__ as a label', 'a{__name__="b"} 1\n', 'reserved-label'],
  ['a label twice', 'a{b="c",d="e",b="f"} 1\n', 'duplicate-label'],
  ['single quotes', "a{b='c'} 1\n", 'unquoted-value'],
  ['a quote that is not closed', 'a{b="c} 1\n', 'unterminated-quote'],
  ['a line feed in a label value', 'a{b="c\nd"} 1\n', 'unterminated-quote'],
  ['an unknown escape', String.raw`a{b="\t"} 1` + '\n', 'bad-escape'],
  ['an unknown escape in help', '# HELP a \\d\n', 'bad-escape'],
  ['an escape at the end of help', '# HELP a b\\\n', 'bad-escape'],
  ['no value', 'a\n', 'no-value'],
  ['a word for a value', 'a true\n', 'bad-value'],
  ['a comma for a point', 'a 1,5\n', 'bad-value'],
  ['underscores in a value', 'a 1_000\n', 'bad-value'],
  ['a hexadecimal value', 'a 0x1p-3\n', 'bad-value'],
  ['a hexadecimal value without an exponent', 'a 0x10\n', 'bad-value'],
  ['a value too big for a float', 'a 1e999\n', 'bad-value'],
  ['a signed NaN', 'a -NaN\n', 'bad-value'],
  ['seconds for a timestamp', 'a 1 1395066363.000\n', 'bad-timestamp'],
  ['a timestamp that is too big', 'a 1 9223372036854775808\n', 'bad-timestamp'],
  ['something after the timestamp', 'a 1 2 3\n', 'after-sample'],
  ['a comment after a sample', 'a 1 # b\n', 'after-sample'],
  ['an exemplar', 'a_total 1 # {b="c"} 1\n', 'exemplar-in-text'],
  ['a space after the value', 'a 1 \n', 'trailing-space'],
  ['a space after the timestamp', 'a 1 2 \n', 'trailing-space'],
  ['a return after a sample', 'a 1\r\n', 'carriage-return'],
  ['a return after a type', '# TYPE a gauge\r\n', 'carriage-return'],
  ['a return on a blank line', 'a 1\n\r\n', 'carriage-return'],
  ['an unknown type', '# TYPE a timer\n', 'bad-type'],
  ['a type of OpenMetrics', '# TYPE a info\n', 'bad-type'],
  ['a space after the type', '# TYPE a gauge \n', 'bad-type'],
  ['a bad name in a type', '# TYPE a.b gauge\n', 'bad-name'],
  ['a type twice', '# TYPE a gauge\n# TYPE a gauge\n', 'second-type'],
  ['a type for a part of a histogram', '# TYPE a histogram\n# TYPE a_count counter\n', 'second-type'],
  ['help twice', '# HELP a b\n# HELP a b\n', 'second-help'],
  ['a type after the samples', 'a 1\n# TYPE a gauge\n', 'type-after-samples'],
  ['a bound that is no number', '# TYPE a histogram\na_bucket{le="one"} 1\n', 'bad-bound'],
  ['a quantile that is no number', '# TYPE a summary\na{quantile="p50"} 1\n', 'bad-bound'],
];

/** Each with the reason for which `promtool check metrics` alone is not enough. */
const WE_REFUSE: Row[] = [
  // Prometheus keeps one of the two and counts the other as dropped; promtool remarks on it.
  ['a series twice', 'a{b="c",d="e"} 1\na{d="e",b="c"} 2\n', 'duplicate-series'],
  // Prometheus itself refuses these.
  ['a type in capitals', '# TYPE a GAUGE\n', 'bad-type'],
  ['two blanks before a type', '# TYPE a  gauge\n', 'bad-type'],
  ['a name without a type', '# TYPE a\n', 'bad-type'],
  ['a type without a name', '# TYPE \n', 'bad-name'],
  ['a timestamp before 1970', 'a 1 -1\n', 'bad-timestamp'],
  // Prometheus ends at it, and drops the rest without a word.
  ['a NUL', 'a 1\n# \0\nb 1\n', 'nul'],
  // Every quantile of these lies.
  ['a histogram without +Inf', '# TYPE a histogram\na_bucket{le="1"} 1\n', 'no-inf-bucket'],
  ['a histogram that is only a number', '# TYPE a histogram\na 1\n', 'no-inf-bucket'],
  ['a bucket without a bound', '# TYPE a histogram\na_bucket 1\n', 'no-le'],
  ['a bound that is NaN', '# TYPE a histogram\na_bucket{le="NaN"} 1\n', 'bad-bound'],
  ['a bound twice', '# TYPE a histogram\na_bucket{le="Inf"} 1\na_bucket{le="+Inf"} 1\n', 'duplicate-bucket'],
  ['sinking buckets', '# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\n', 'not-cumulative'],
  ['a bucket that is NaN', '# TYPE a histogram\na_bucket{le="+Inf"} NaN\n', 'not-cumulative'],
  ['another count', '# TYPE a histogram\na_bucket{le="+Inf"} 2\na_count 1\n', 'count-mismatch'],
];

/** Prometheus accepts these since 3.0; `promtool check metrics` still holds names to the rules of 2.x. */
const WE_ACCEPT: Row[] = [
  ['a quoted name', '{"a.b"} 1\n'],
  ['a quoted name and labels', '{"a.b",c="d",} 1\n'],
  ['a quoted name after a label', '{c="d","a.b"} 1\n'],
  ['a quoted label', 'a{"b.c"="d"} 1\n'],
  ['a quoted name in type and help', '# TYPE "a.b" gauge\n# HELP "a.b" c\n{"a.b"} 1\n'],
];

const SINCE_3: Row[] = [
  ['an escaped quote in help', '# HELP a \\"\n'],
  ['a quoted name that needs no quotes', '{"a",b="c"} 1\n'],
];

const codeOf = (text: string) => parseExposition(text, { format: 'text', maxSeries: 1000 }).error?.code;

describe.concurrent('promtool check metrics and we', () => {
  test.for(BOTH_ACCEPT)('both accept %s', async ([, text]) => {
    expect(codeOf(text)).toBeUndefined();
    expect(await acceptsText(text)).toBe(true);
  });

  test.for(BOTH_REFUSE)('both refuse %s', async ([, text, code]) => {
    expect(codeOf(text)).toBe(code);
    expect(await acceptsText(text)).toBe(false);
  });

  test.for(WE_REFUSE)('we alone refuse %s', async ([, text, code]) => {
    expect(codeOf(text)).toBe(code);
    expect(await acceptsText(text)).toBe(true);
  });

  test.for(WE_ACCEPT)('we alone accept %s', async ([, text]) => {
    expect(codeOf(text)).toBeUndefined();
    expect(await acceptsText(text)).toBe(false);
  });

  test.for(SINCE_3)('we accept %s, as promtool does since 3.0', async ([, text]) => {
    expect(codeOf(text)).toBeUndefined();
    expect(await acceptsText(text)).toBe(!isOld);
  });
});
