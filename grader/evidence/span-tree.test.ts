import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { madeSpans, type MadeSpan } from './made-spans.ts';
import { drawTrace, type SpanTreeOptions } from './span-tree.ts';
import { tracesOf } from './traces.ts';

const [SERVER, CLIENT, INTERNAL] = [2, 3, 1];

/** The drawing of all traces of some spans. */
function drawn(spans: MadeSpan[], options?: SpanTreeOptions): string {
  return tracesOf(madeSpans(...spans))
    .flatMap((trace) => drawTrace(trace, options))
    .join('\n');
}

const THREE_SERVICES: MadeSpan[] = [
  { id: 'a', name: 'POST /orders', service: 'orders', kind: SERVER, lasts: 1234.5, status: { code: 2 } },
  { id: 'b', parent: 'a', name: 'reserve', service: 'orders', kind: INTERNAL, at: 1, lasts: 10 },
  { id: 'c', parent: 'b', name: 'GET', service: 'orders', kind: CLIENT, at: 2, lasts: 8 },
  { id: 'd', parent: 'c', name: 'GET /stock/:id', service: 'stock', kind: SERVER, at: 3.25, lasts: 0.04 },
  { id: 'e', parent: 'a', name: 'POST', service: 'orders', kind: CLIENT, at: 12, lasts: 1200, status: { code: 2 } },
  { id: 'f', parent: 'e', name: 'POST /charges', service: 'payments', kind: SERVER, at: 13, lasts: 1190 },
  {
    id: 'g',
    parent: 'f',
    name: '카드 승인',
    service: 'payments',
    kind: INTERNAL,
    at: 14,
    lasts: 5,
    status: { code: 1 },
  },
];

test('three services, in columns', () => {
  expect(drawn(THREE_SERVICES)).toMatchInlineSnapshot(`
    "POST /orders             orders · server · error    +0.0 ms  1234.5 ms
    ├─ reserve               orders · internal          +1.0 ms    10.0 ms
    │  └─ GET                orders · client            +2.0 ms     8.0 ms
    │     └─ GET /stock/:id  stock · server             +3.3 ms     0.0 ms
    └─ POST                  orders · client · error   +12.0 ms  1200.0 ms
       └─ POST /charges      payments · server         +13.0 ms  1190.0 ms
          └─ 카드 승인       payments · internal · ok  +14.0 ms     5.0 ms"
  `);
});

test('what is marked is pointed at', () => {
  const spans = madeSpans(...THREE_SERVICES);
  const marked = new Set(spans.filter(({ name }) => name === 'GET' || name === 'POST /charges'));
  expect(
    tracesOf(spans)
      .flatMap((trace) => drawTrace(trace, { marked }))
      .join('\n'),
  ).toMatchInlineSnapshot(`
    "POST /orders             orders · server · error    +0.0 ms  1234.5 ms
    ├─ reserve               orders · internal          +1.0 ms    10.0 ms
    │  └─ GET                orders · client            +2.0 ms     8.0 ms  ◀
    │     └─ GET /stock/:id  stock · server             +3.3 ms     0.0 ms
    └─ POST                  orders · client · error   +12.0 ms  1200.0 ms
       └─ POST /charges      payments · server         +13.0 ms  1190.0 ms  ◀
          └─ 카드 승인       payments · internal · ok  +14.0 ms     5.0 ms"
  `);
});

test('orphans stand below the parent that never came, rings and duplicates by themselves', () => {
  expect(
    drawn([
      { id: 'root', service: 'orders', lasts: 9 },
      { id: 'child', parent: 'root', service: 'orders', at: 1 },
      { id: 'first', parent: 'b7ad6b7169203331', service: 'stock', at: 2 },
      { id: 'below', parent: 'first', service: 'stock', at: 3 },
      { id: 'second', parent: 'b7ad6b7169203331', service: 'stock', at: 4 },
      { id: 'alone', parent: '00f067aa0ba902b7', service: 'payments', at: 5 },
      { id: 'ring', parent: 'back', at: 6 },
      { id: 'back', parent: 'ring', at: 7 },
      { id: 'self', parent: 'self', at: 8 },
      { id: 'root', name: 'root again', service: 'orders', at: 9 },
    ]),
  ).toMatchInlineSnapshot(`
    "root                orders · unspecified    +0.0 ms  9.0 ms
    └─ child            orders · unspecified    +1.0 ms  1.0 ms
    ? b7ad6b7169203331
    ├─ first            stock · unspecified     +2.0 ms  1.0 ms
    │  └─ below         stock · unspecified     +3.0 ms  1.0 ms
    └─ second           stock · unspecified     +4.0 ms  1.0 ms
    ? 00f067aa0ba902b7
    └─ alone            payments · unspecified  +5.0 ms  1.0 ms
    ↻ ring              unspecified             +6.0 ms  1.0 ms
      └─ back           unspecified             +7.0 ms  1.0 ms
    ↻ self              unspecified             +8.0 ms  1.0 ms
    = root again        orders · unspecified    +9.0 ms  1.0 ms"
  `);
});

test('two roots, a clock that went back, and nothing that was said', () => {
  expect(
    drawn([
      { id: 'one', lasts: -2.5 },
      { id: 'two', at: 3 },
      { id: 'three', name: '', parent: 'two', at: 1, kind: 77, status: { code: 9 } },
    ]),
  ).toMatchInlineSnapshot(`
    "one  unspecified        +0.0 ms  -2.5 ms
    two  unspecified        +3.0 ms   1.0 ms
    └─   unknown · unknown  +1.0 ms   1.0 ms"
  `);
});

test.for([
  [6, 6, '… +2'],
  [2, 2, '… +6'],
  [1, 1, '… +7'],
  [0, 1, '… +7'],
] as const)('seven spans do not go into %i lines', ([maxLines, count, last]) => {
  const lines = drawn(THREE_SERVICES, { maxLines }).split('\n');
  expect(lines).toHaveLength(count);
  expect(lines.at(-1)).toBe(last);
});

test('seven spans go into seven lines', () => {
  expect(drawn(THREE_SERVICES, { maxLines: 7 })).toBe(drawn(THREE_SERVICES));
});

test('forty lines are drawn where nothing else is said, and a lost parent is no span', () => {
  const orphans = Array.from({ length: 50 }, (_, index) => ({ id: `s${index}`, parent: 'lost', at: index }));
  const lines = drawn(orphans).split('\n');
  expect(lines).toHaveLength(40);
  expect(lines[0]).toBe('? lost');
  expect(lines.at(-1)).toBe('… +12');
  expect(drawn(orphans.slice(0, 39)).split('\n')).toHaveLength(40);
});

test('nothing that a span says acts on a terminal or breaks a line', () => {
  const picture = drawn([
    { id: 'a', name: '\u001B[2Jgone\nnext\u202Eback\u0007', service: 'or\tders\u2028' },
    { id: 'b', name: 'b', parent: '\u001B]0;title\u0007' },
  ]);
  expect(picture).toMatchInlineSnapshot(`
    "\\x1b[2Jgone\\x0anext\\u202eback\\x07  or\\x09ders\\u2028 · unspecified  +0.0 ms  1.0 ms
    ? \\x1b]0;title\\x07
    └─ b                               unspecified                     +0.0 ms  1.0 ms"
  `);
});

test('long names are cut, and never in the middle of a character', () => {
  const name = `${'n'.repeat(59)}🫖 and more`;
  expect(drawn([{ id: 'a', name, service: 's'.repeat(31) }])).toMatchInlineSnapshot(
    `"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn…  ssssssssssssssssssssssssssssss… · unspecified  +0.0 ms  1.0 ms"`,
  );
});

test('a chain may be as deep as it likes: only its last levels are drawn', () => {
  const chain = Array.from({ length: 10_000 }, (_, index) => ({
    id: `s${index}`,
    at: index,
    ...(index === 0 ? {} : { parent: `s${index - 1}` }),
  }));
  expect(drawn(chain, { maxLines: 13 })).toMatchInlineSnapshot(`
    "s0                              unspecified   +0.0 ms  1.0 ms
    └─ s1                           unspecified   +1.0 ms  1.0 ms
       └─ s2                        unspecified   +2.0 ms  1.0 ms
          └─ s3                     unspecified   +3.0 ms  1.0 ms
             └─ s4                  unspecified   +4.0 ms  1.0 ms
                └─ s5               unspecified   +5.0 ms  1.0 ms
                   └─ s6            unspecified   +6.0 ms  1.0 ms
                      └─ s7         unspecified   +7.0 ms  1.0 ms
                         └─ s8      unspecified   +8.0 ms  1.0 ms
    …                       └─ s9   unspecified   +9.0 ms  1.0 ms
    …                       └─ s10  unspecified  +10.0 ms  1.0 ms
    …                       └─ s11  unspecified  +11.0 ms  1.0 ms
    … +9988"
  `);
  const all = drawn(chain, { maxLines: 10_000 }).split('\n');
  expect(all).toHaveLength(10_000);
  expect(all.at(-1)).toMatch(/^… {23}└─ s9999 /);
});

test('a line that is too long loses of its name, and nothing of its numbers', () => {
  const lines = drawn(THREE_SERVICES, { width: 66 }).split('\n');
  expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(66);
  expect(lines.map((line) => line.trimEnd().slice(-9))).toEqual(
    drawn(THREE_SERVICES)
      .split('\n')
      .map((line) => line.trimEnd().slice(-9)),
  );
  expect(lines.join('\n')).toContain('GET /stoc…');
  expect(drawn(THREE_SERVICES, { width: 10 })).toMatch(/^POST \/or….*1234\.5 ms\n/);
});
