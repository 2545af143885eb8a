import { expect, test } from 'vitest';
import { readRunbook } from './runbook-text.ts';

const read = (...lines: string[]) => readRunbook(lines.join('\n'));

test.for([
  ['bold', ['## **Impact**']],
  ['a link', ['## [Impact](#impact)']],
  ['after a picture', ['## 🔥 Impact']],
  ['after the name of a picture', ['## :fire: Impact']],
  ['after a number', ['## 1.2) Impact: orders']],
  ['underlined', ['Impact', '------']],
  ['below an anchor', ['## <a id="impact"></a>Impact']],
  ['in Korean', ['### ⚠️ **영향** 범위']],
  ['with the line ends of Windows', ['## Impact\r']],
] as const)('a heading is found that is written %s', ([, heading]) => {
  expect(read(...heading, '', 'Orders are lost now.')).toMatchObject({ impact: { line: 1, words: 4 } });
});

test.for([
  ['in a block of code', ['```', '## Impact', '```', 'Orders are lost.']],
  ['in a comment', ['<!--', '## Impact', '-->', 'Orders are lost.']],
  ['a paragraph', ['Impact', '', 'Orders are lost.']],
  ['without a text', ['## Impact', '<!-- later -->', '## Check']],
] as const)('what is %s is no part', ([, lines]) => {
  expect(read(...lines).impact).toBeUndefined();
});

test('headings further down belong to a part, unless they begin another', () => {
  const { impact, check } = read(
    '## Impact',
    '### Customers',
    'Orders are lost.',
    '### Check',
    'df -h',
    '## More',
    'x',
  );
  expect(impact?.words).toBe(3);
  expect(check).toMatchObject({ line: 4, words: 2 });
});

test.for([
  ['- TODO', 0],
  ['TODO: write', 1],
  ['...', 0],
  ['<p>Orders <b>are</b> lost.</p>', 3],
  ['```\nkubectl rollout undo\n```', 3],
  ['1. One\n2. Two', 2],
] as const)('words are counted in %s', ([text, words]) => {
  expect(read('# Impact', text).impact).toMatchObject({ words });
});
