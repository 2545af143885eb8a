import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSubmission } from './submission-files.ts';
import { groupFile, writeSubmission } from './test-submission.ts';

const RULES = `common: &page
  severity: critical
groups:
  - name: latency
    rules:
      - record: slow
        expr: up
      - alert: Slow
        expr: 1
        for: 5m
        keep_firing_for: 10m
        labels: { <<: *page, tier: 1 }
        annotations: { summary: Slow }
`;
const BOMB = [
  'a0: &a0 [x,x,x,x]',
  ...Array.from({ length: 20 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n},*a${n},*a${n}]`),
]
  .concat('groups: *a20')
  .join('\n');

test('rules are read with their place, and aliases as the tools read them', async () => {
  const { directory } = await writeSubmission({ 'rules/a.yaml': RULES });
  const { groups, troubles } = await readSubmission(directory);
  expect(troubles).toEqual([]);
  expect(groups.map(({ name, file }) => [name, file])).toEqual([['latency', 'rules/a.yaml']]);
  expect(groups[0]?.rules).toEqual([
    expect.objectContaining({ record: 'slow', line: 6, for: '0s', keepFiringFor: '0s' }),
    {
      group: 'latency',
      file: 'rules/a.yaml',
      line: 8,
      alert: 'Slow',
      expr: '1',
      for: '5m',
      keepFiringFor: '10m',
      labels: { severity: 'critical', tier: '1' },
      annotations: { summary: 'Slow' },
    },
  ]);
});

test.for([
  ['is no YAML', 'groups:\n  - name: [a\n    rules: []\n', { line: 3, column: 5 }],
  ['explodes', BOMB, { line: 11 }],
  ['is longer than any of a learner', `# ${'x'.repeat(300_000)}`, { code: 'too-long', line: 1 }],
  ['has several documents', 'groups: []\n---\ngroups: []\n', { line: 2 }],
] as const)('a file that %s costs its own rules, and no others', async ([, text, place]) => {
  const { directory } = await writeSubmission({
    'rules/a.yml': text,
    'rules/b.yml': groupFile('latency', [{ alert: 'Slow', expr: 'up' }]),
    'alertmanager.yml': text,
    'tests/a.yml': text,
  });
  const { groups, troubles, testTroubles, alertmanager } = await readSubmission(directory);
  expect(groups.map(({ file }) => file)).toEqual(['rules/b.yml']);
  expect(troubles).toEqual([
    expect.objectContaining({ file: 'rules/a.yml', ...place }),
    expect.objectContaining({ file: 'alertmanager.yml', ...place }),
  ]);
  expect(testTroubles).toEqual([expect.objectContaining({ file: 'tests/a.yml', ...place })]);
  expect(alertmanager?.value).toBeUndefined();
});

test('what has another shape is left out', async () => {
  const { directory } = await writeSubmission({
    'rules/a.yml': JSON.stringify({
      groups: [
        7,
        { name: 'x', rules: 'no' },
        { name: 'latency', rules: [7, { alert: { a: 1 }, expr: [1] }, { alert: 'A', labels: 7 }] },
      ],
    }),
    'rules/b.yml': 'just a text',
  });
  const { groups } = await readSubmission(directory);
  expect(groups.map(({ name }) => name)).toEqual(['latency']);
  expect(groups[0]?.rules.map(({ alert, expr, labels }) => [alert, expr, labels])).toEqual([
    [undefined, '', {}],
    ['A', '', {}],
  ]);
});

test('folders with the names of files, and files without text, are none', async () => {
  const { directory } = await writeSubmission({
    'tests/empty.yml': ' \n',
    'runbooks/a.md': '# A',
    'runbooks/b.txt': 'b',
  });
  await Promise.all(
    ['rules/dir.yml', 'tests/dir.yml', 'runbooks/dir.md', 'alertmanager.yml'].map((path) =>
      mkdir(join(directory, path), { recursive: true }),
    ),
  );
  expect(await readSubmission(directory)).toEqual({
    ruleFiles: [],
    groups: [],
    alertmanager: undefined,
    testFiles: [],
    testTroubles: [],
    runbooks: { 'a.md': '# A' },
    troubles: [],
  });
});
