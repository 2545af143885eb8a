import { expect, test } from 'vitest';
import { printComplaint } from './complaint.ts';
import { lintLearnAnchors } from './learn-anchors.ts';
import { writeCourse } from './test-course.ts';

const READINGS = {
  'lessons/01-logs/README.md': '# Logs\n\n## Request ids\n',
  'lessons/01-logs/README.ko.md': '# 로그\n\n## 요청 ID\n',
};

const complaintsOf = async (files: Record<string, string>) =>
  (await lintLearnAnchors(await writeCourse(files))).map(printComplaint);

test('anchors of the same language resolve', async () => {
  const files = {
    ...READINGS,
    'lessons/01-logs/texts.en.yaml': 'checks:\n  request-id: { learn: "#request-ids" }\n',
    'lessons/01-logs/texts.ko.yaml': 'checks:\n  request-id: { learn: "#요청-id" }\n',
  };
  expect(await complaintsOf(files)).toEqual([]);
});

test("an anchor of the other language's reading", async () => {
  const files = { ...READINGS, 'lessons/01-logs/texts.ko.yaml': 'checks:\n  request-id: { learn: "#request-ids" }\n' };
  expect(await complaintsOf(files)).toEqual([
    'lessons/01-logs/texts.ko.yaml: checks.request-id.learn is #request-ids, which no heading of lessons/01-logs/README.ko.md has: name one that it has',
  ]);
});

test('what other rules complain of is left to them', async () => {
  const files = {
    ...READINGS,
    'lessons/01-logs/texts.en.yaml': 'checks:\n  levels: { why: x }\n  ndjson: { learn: ndjson }\n',
  };
  expect(await complaintsOf(files)).toEqual([]);
});
