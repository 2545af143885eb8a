import { expect, test } from 'vitest';
import { EMPTY_RUN } from './empty.ts';
import { createRandom } from '../../shop/random.ts';
import type { Evidence, ProcessRecord, Run } from './evidence.ts';
import { fieldOf, firstField, pointAt, pointAtPart, readLines, stdoutLines } from './logs.ts';

const RECORD: ProcessRecord = {
  service: 'shop',
  stdout: new Uint8Array(),
  stderr: new Uint8Array(),
  dropped: { stdout: 0, stderr: 0 },
  readyMs: 1,
  livedMs: 2,
  code: 0,
  signal: null,
  endedBy: 'exit',
  leftovers: 0,
};

const runOf = (name: string, processes: Run['processes']): Run => ({ ...EMPTY_RUN, name, processes });

const RUN = runOf('default', {});

/** The lines of what a process wrote to stdout. */
const linesOf = (output: string | Uint8Array) =>
  readLines(RUN, { ...RECORD, stdout: Buffer.from(output as Uint8Array) }, 'stdout');

function onlyLine(output: string | Uint8Array) {
  const [line, ...more] = linesOf(output);
  if (line === undefined || more.length > 0) throw new Error('not one line');
  return line;
}

test('a line knows where it stands', () => {
  const record = { ...RECORD, stderr: Buffer.from('one\ntwo\n') };
  expect(readLines(RUN, record, 'stdout')).toEqual([]);
  expect(readLines(RUN, record, 'stderr')[1]).toEqual({
    run: 'default',
    service: 'shop',
    channel: 'stderr',
    number: 2,
    text: 'two',
    validUtf8: true,
    object: undefined,
    problem: 'not-json',
    duplicates: [],
  });
});

test('only 0x0A ends a line, and the last one needs none', () => {
  const texts = (output: string) => linesOf(output).map(({ text }) => text);
  expect(texts('')).toEqual([]);
  expect(texts('\n')).toEqual(['']);
  expect(texts('a\nb')).toEqual(['a', 'b']);
  expect(texts('a\n\nb\n')).toEqual(['a', '', 'b']);
  expect(texts('a\r\nb\rc\u2028d\u0085e\u000bf\n')).toEqual(['a\r', 'b\rc\u2028d\u0085e\u000bf']);
});

test.for([
  ['{"a":1}', undefined],
  ['{"a":1}\r', undefined],
  [' {} ', undefined],
  ['', 'empty'],
  [' \t\r', 'empty'],
  ['listening on 3000', 'not-json'],
  ['{"a":1}{"a":2}', 'not-json'],
  ["{'a':1}", 'not-json'],
  ['{"a":NaN}', 'not-json'],
  ['{"a":1} // done', 'not-json'],
  ['\u{FEFF}{"a":1}', 'not-json'],
  ['[{"a":1}]', 'not-object'],
  ['null', 'not-object'],
  ['"{}"', 'not-object'],
  ['42', 'not-object'],
] as const)('what is wrong with the line %j: %s', ([text, problem]) => {
  const line = onlyLine(`${text}\n`);
  expect(line.problem).toBe(problem);
  expect(line.object === undefined).toBe(problem !== undefined);
});

test('a line of more than a million characters is not parsed', () => {
  const line = (length: number) => `{"a":"${'x'.repeat(length - 8)}"}`;
  expect(onlyLine(line(1024 * 1024)).problem).toBeUndefined();
  expect(onlyLine(line(1024 * 1024 + 1))).toMatchObject({ problem: 'too-long', object: undefined });
});

test.for<[what: string, bytes: number[], valid: boolean]>([
  ['Hangul', [...Buffer.from('요청')], true],
  ['an emoji', [...Buffer.from('🫖')], true],
  ['U+FFFD itself', [...Buffer.from('\u{FFFD}')], true],
  ['NUL', [0x00], true],
  ['a lone continuation byte', [0x61, 0x80], false],
  ['Latin-1', [0xe9], false],
  ['a character cut by the line end', [0xed, 0x95], false],
  ['an overlong slash', [0xc0, 0xaf], false],
  ['half of a surrogate pair', [0xed, 0xa0, 0xbd], false],
])('is it UTF-8? %s', ([, bytes, valid]) => {
  expect(onlyLine(Buffer.from([...bytes, 0x0a])).validUtf8).toBe(valid);
});

test('keys that stand twice in one object are found, however deep and however spelled', () => {
  const duplicatesOf = (text: string) => onlyLine(text).duplicates;
  expect(duplicatesOf('{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}')).toEqual([]);
  expect(duplicatesOf('{"level":30,"x":{},"level":99}')).toEqual([{ key: 'level', offset: 19 }]);
  expect(duplicatesOf('{"a":[{"b":1,"b":2}],"\\u0061":3,"a":4}')).toEqual([
    { key: 'b', offset: 13 },
    { key: 'a', offset: 21 },
    { key: 'a', offset: 32 },
  ]);
  expect(duplicatesOf('{"__proto__":1,"__proto__":2,"":3,"":4}').map(({ key }) => key)).toEqual(['__proto__', '']);
});

test('an object nested deeper than any stack is still an object', () => {
  const depth = 100_000;
  const line = onlyLine(`{"a":1,"a":2,"deep":${'['.repeat(depth)}${']'.repeat(depth)}}`);
  expect(line.problem).toBeUndefined();
  expect(line.duplicates).toEqual([{ key: 'a', offset: 7 }]);
});

test('random bytes never crash the reader, and their lines rejoin to the input', () => {
  const alphabets = [
    [0x00, 0x0a, 0x0d, 0x22, 0x5b, 0x5d, 0x7b, 0x7d, 0x3a, 0x2c, 0x31],
    [0x0a, 0x61, 0x80, 0xbf, 0xc0, 0xc3, 0xe2, 0xed, 0xa0, 0xef, 0xf0, 0xf4, 0xff],
    Array.from({ length: 256 }, (_, byte) => byte),
  ];
  for (let seed = 0; seed < 600; seed += 1) {
    const random = createRandom(seed);
    const alphabet = random.pick(alphabets);
    const bytes = Buffer.from(Array.from({ length: random.int(0, 80) }, () => random.pick(alphabet)));
    const lines = linesOf(bytes);
    const joined = lines.map(({ text }) => text).join('\n');
    expect(bytes.at(-1) === 0x0a ? `${joined}\n` : joined, `seed ${seed}`).toBe(bytes.toString('utf8'));
    expect(lines.map(({ number }) => number)).toEqual(lines.map((_, index) => index + 1));
    const isUtf8 = Buffer.from(bytes.toString('utf8')).equals(bytes);
    expect(lines.every(({ validUtf8 }) => validUtf8)).toBe(isUtf8);
  }
});

test('the stdout of all runs and processes is read, in their order, and no stderr', () => {
  const record = (service: string, output: string) => ({
    ...RECORD,
    service,
    stdout: Buffer.from(output),
    stderr: Buffer.from('not this'),
  });
  const runs = {
    first: runOf('first', { a: record('a', '1\n2\n'), b: record('b', '3') }),
    second: runOf('second', { a: record('a', '4\n') }),
  };
  const lines = stdoutLines({ runs } as unknown as Evidence);
  expect(lines.map(({ run, service, text }) => `${run} ${service} ${text}`)).toEqual([
    'first a 1',
    'first a 2',
    'first b 3',
    'second a 4',
  ]);
});

test('a pointer leads to a line, and to the part that matters', () => {
  const line = onlyLine('{"level":30,"user":"ada"}\n');
  const place = { channel: 'stdout', run: 'default', service: 'shop', line: 1 };
  expect(pointAt(line)).toEqual({ ...place, column: 1, excerpt: line.text });
  const marked = { ...place, column: 21, excerpt: line.text, mark: { start: 20, length: 3 } };
  expect(pointAt(line, 20, 3)).toEqual(marked);
  expect(pointAtPart(line, 'ada')).toEqual(marked);
  expect(pointAtPart(line, 'bob')).toEqual(pointAt(line));
});

test('a field is looked up as one key first, then as a path of own keys', () => {
  const object = JSON.parse('{"a.b":1,"a":{"b":2,"c":{"d":3}},"n":null,"__proto__":{"x":4}}') as Record<
    string,
    unknown
  >;
  const looked = ['a.b', 'a.c.d', 'a.x', 'n', 'n.x', 'a.c.d.e', '__proto__.x', 'constructor', 'a.toString', ''];
  expect(looked.map((name) => fieldOf(object, name))).toEqual([
    1,
    3,
    undefined,
    null,
    undefined,
    undefined,
    4,
    undefined,
    undefined,
    undefined,
  ]);
});

test('of several names the first with a plain value counts, false, 0 and empty ones too', () => {
  const object = { none: null, nested: { id: 'deep' }, list: ['x'], no: false, zero: 0, empty: '' };
  expect(firstField(object, ['none', 'nested', 'list', 'nested.id', 'no'])).toEqual({
    name: 'nested.id',
    value: 'deep',
  });
  for (const name of ['no', 'zero', 'empty'] as const)
    expect(firstField(object, [name, 'nested.id'])).toEqual({ name, value: object[name] });
  expect(firstField(object, ['none', 'nested', 'list', 'missing'])).toBeUndefined();
});
