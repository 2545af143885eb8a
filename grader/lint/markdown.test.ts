import { expect, test } from 'vitest';
import { readMarkdown } from './markdown.ts';

test("headings' anchors are GitHub's: code, emphasis, Hangul, a second one of a name", () => {
  const { anchors } = readMarkdown(
    '# The `request-id` of *each* line!\n\n## 요청 ID가 필요한 이유\n\n## Logs\n\n### Logs\n\n## ![badge](b.svg) Done <b>now</b>\n',
  );
  expect([...anchors]).toEqual(['the-request-id-of-each-line', '요청-id가-필요한-이유', 'logs', 'logs-1', '-done-now']);
});

test('an id in HTML is an anchor', () => {
  expect(readMarkdown('<a id="levels"></a>\n').anchors).toEqual(new Set(['levels']));
});

test('links of every kind, with their lines; none of those in code', () => {
  const text =
    'See [one](a.md#b)\nand ![two](c.png), [three][t].\n\n`[no](d.md)`\n\n[t]: e.md\n\n<img alt="" src="f.svg">\n';
  expect(readMarkdown(text).links).toEqual([
    { url: 'a.md#b', line: 1 },
    { url: 'c.png', line: 2 },
    { url: 'e.md', line: 6 },
    { url: 'f.svg', line: 8 },
  ]);
});

test('what stands in backticks, in tables too, and fenced blocks with their lines', () => {
  const { codes, blocks } = readMarkdown(
    '| a | b |\n|---|---|\n| `time` | `@timestamp`, `ts` |\n\n```ts logger.ts\n`x`;\n```\n',
  );
  expect([...codes]).toEqual(['time', '@timestamp', 'ts']);
  expect(blocks).toEqual([{ lang: 'ts', meta: 'logger.ts', text: '`x`;', line: 5 }]);
});
