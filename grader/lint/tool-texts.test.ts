import { expect, test } from 'vitest';
import { printComplaint } from './complaint.ts';
import { lintToolTexts } from './tool-texts.ts';
import { writeCourse } from './test-course.ts';

const EN = 'grader/cli/texts.en.yaml';
const KO = 'grader/cli/texts.ko.yaml';

const complaintsOf = async (en: string, ko: string, source: string, more: Record<string, string> = {}) =>
  (await lintToolTexts(await writeCourse({ [EN]: en, [KO]: ko, 'grader/cli/tool.ts': source, ...more }))).map(
    printComplaint,
  );

test('texts that are said, and composed keys, have no complaints', async () => {
  const en = 'status.passed: pass\nstatus.failed: FAIL\nerror.port: no {port}\nreport.at: at\nreport.line: line\n';
  const ko = 'status.passed: 통과\nstatus.failed: 실패\nerror.port: "{port} 없음"\nreport.at: 위치\nreport.line: 줄\n';
  const source = [
    'say(`status.${status}`);',
    "throw new UsageError('error.port', { port });",
    "terminal.say(line === undefined ? 'report.at' : 'report.line', { name: 'not.key' });",
  ];
  expect(await complaintsOf(en, ko, source.join('\n'))).toEqual([]);
});

test('keys and placeholders that differ between the languages', async () => {
  const en = 'run.one: one\nrun.two: two {n}\n';
  const ko = 'run.two: "둘"\nrun.three: "셋"\n';
  expect(await complaintsOf(en, ko, 'say(`run.${code}`);')).toEqual([
    `${KO}: has no "run.one", which ${EN} has: add it here or remove it there`,
    `${EN}: has no "run.three", which ${KO} has: add it here or remove it there`,
    `${KO}: "run.two" has not the placeholders of the en text: add {n}`,
  ]);
});

test('a key that nothing says, or only a test', async () => {
  const more = { 'grader/cli/tool.test.ts': "say('report.more');" };
  expect(await complaintsOf('report.more: more\n', 'report.more: 더\n', '// report.more', more)).toEqual([
    `${EN}: "report.more" is said nowhere in grader/: remove it in every language`,
  ]);
});

test('keys that are said and not there', async () => {
  const source = "say('run.one');\nsay(\n  fine ? 'run.one' : 'run.too',\n);\nnew UsageError(`error.${code}`);\n";
  expect(await complaintsOf('run.one: one\n', 'run.one: 하나\n', source)).toEqual([
    `grader/cli/tool.ts:2: says "run.too", which ${EN} does not have: add it there, in every language`,
    `grader/cli/tool.ts:5: says "error.…", which ${EN} does not have: add it there, in every language`,
  ]);
});

test('an empty sentence, one that is no text, and a file that is not there', async () => {
  const root = await writeCourse({ [EN]: 'run.one: ""\nrun.two: yes\nrun.six: 6\n' });
  expect((await lintToolTexts(root)).map(printComplaint)).toEqual([
    `${EN}: run.one is empty: write it`,
    `${EN}: run.six is no text: quote it`,
    `${KO}: does not exist: add it`,
  ]);
});
