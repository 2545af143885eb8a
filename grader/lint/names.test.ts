import { expect, test } from 'vitest';
import { printComplaint } from './complaint.ts';
import { lintNames } from './names.ts';
import { writeCourse } from './test-course.ts';

const EN = 'lessons/01-logs/README.md';
const KO = 'lessons/01-logs/README.ko.md';
const NAMES = 'grader/lessons/01-logs/names.ts';
const SOURCE = "export const NAMES = { time: ['time', '@timestamp', 'ts'], level: ['level'] } as const;\n";

const complaintsOf = async (en: string, ko: string, source = SOURCE) =>
  (await lintNames(await writeCourse({ [EN]: en, [KO]: ko, [NAMES]: source }))).map(printComplaint);

test('readings that publish every name have no complaints', async () => {
  const table = '| time | aliases |\n|---|---|\n| `time` | `@timestamp`, `ts` |\n| `level` | |\n';
  expect(await complaintsOf(table, table)).toEqual([]);
});

test('names that a reading leaves out, or writes without backticks', async () => {
  expect(await complaintsOf('`time` `@timestamp` ts `level`', '`time`')).toEqual([
    `${EN}: does not publish \`ts\` (time): add to the table of names, in backticks`,
    `${KO}: does not publish \`@timestamp\`, \`ts\` (time): add to the table of names, in backticks`,
    `${KO}: does not publish \`level\` (level): add to the table of names, in backticks`,
  ]);
});

test('a module that has no names, or does not load', async () => {
  expect(await complaintsOf('', '', 'export const NAMES = 1;\n')).toEqual([
    `${NAMES}: exports no NAMES: give each name a list of its aliases`,
  ]);
  expect(await complaintsOf('', '', "throw new Error('broken');\n")).toEqual([
    `${NAMES}: does not load (broken): put that right`,
  ]);
});

test('a lesson may have no names', async () => {
  expect(await lintNames(await writeCourse({ [EN]: '' }))).toEqual([]);
});
