import { expect, test } from 'vitest';
import { printComplaint } from './complaint.ts';
import { lintLinks } from './links.ts';
import { writeCourse } from './test-course.ts';

const complaintsOf = async (files: Record<string, string>) =>
  (await lintLinks(await writeCourse(files))).map(printComplaint);

const PLACES = {
  'lessons/01-logs/README.md': '# Logs\n\n## What a line is\n',
  'lessons/01-logs/README.ko.md': '# 로그\n\n## 한 줄이란\n',
  'shop/index.ts': '',
};

test('links that lead somewhere have no complaints', async () => {
  const text = [
    '# Course',
    '[a](lessons/01-logs/README.md) [b](lessons/01-logs/README.md#what-a-line-is) [c](lessons/01-logs/#logs)',
    '[d](lessons/01-logs/README.ko.md#한-줄이란) [e](lessons/01-logs/README.ko.md#%ED%95%9C-%EC%A4%84%EC%9D%B4%EB%9E%80)',
    '[f](#course) [g](shop/index.ts#L1-L3) [h](/shop/) [i](https://example.com/#nowhere) [j](mailto:a@example.com)',
  ];
  expect(await complaintsOf({ ...PLACES, 'README.md': text.join('\n') })).toEqual([]);
});

test('a link up and across is read from its own folder', async () => {
  expect(await complaintsOf({ ...PLACES, 'lessons/01-logs/README.md': '# Logs\n[shop](../../shop/index.ts)' })).toEqual(
    [],
  );
});

test('links that lead nowhere, each with its line', async () => {
  const text =
    '[a](lessons/02/README.md)\n[b](lessons/01-logs/README.md#lines)\n[c](../other)\n[d](shop/index.ts#logs)\n[e](#top)\n';
  expect(await complaintsOf({ ...PLACES, 'README.md': text })).toEqual([
    'README.md:1: links to lessons/02/README.md, which does not exist: mend the path or add the file',
    'README.md:2: links to lessons/01-logs/README.md#lines, but lessons/01-logs/README.md has no such heading: name one of its headings',
    'README.md:3: links to ../other, which is outside the course: link to what is in it',
    'README.md:4: links to shop/index.ts#logs, but only Markdown has headings: link to the file alone',
    'README.md:5: links to #top, but README.md has no such heading: name one of its headings',
  ]);
});

test('packages and runs are none of the course, what GitHub reads is', async () => {
  const broken = '[a](nowhere.md)';
  expect(
    await complaintsOf({
      'node_modules/p/README.md': broken,
      'solutions/node_modules/p.md': broken,
      '.grade/runs/README.md': broken,
    }),
  ).toEqual([]);
  expect(await complaintsOf({ '.github/README.md': broken })).toHaveLength(1);
});
