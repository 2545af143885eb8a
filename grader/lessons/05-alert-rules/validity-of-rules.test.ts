import { expect, test } from 'vitest';
import { readSubmission } from './submission-files.ts';
import { groupFile, openTools, writeSubmission } from './test-submission.ts';
import { checkFiles } from './validity.ts';

const ALERTMANAGER = 'route: { receiver: a }\nreceivers: [{ name: a }]\n';
const refusalsOf = async (files: Record<string, string>) => {
  const { directory } = await writeSubmission(files);
  return await checkFiles(directory, await readSubmission(directory), await openTools());
};

test('what the tools take is not complained of', async () => {
  const rules = groupFile('latency', [{ alert: 'Slow', expr: 'up == 0' }]);
  expect(await refusalsOf({ 'rules/a.yml': rules, 'alertmanager.yml': ALERTMANAGER })).toEqual([]);
});

test('each file is complained of in the words of its tool', async () => {
  const refusals = await refusalsOf({
    'rules/a.yml': groupFile('latency', [{ alert: 'Slow', expr: 'up ==' }]),
    'rules/b.yml': groupFile('latency', [{ alert: 'Slow', expr: 'up == 0' }]),
    'rules/c.yml': 'groups: [',
    'alertmanager.yml': ALERTMANAGER.replace('receiver: a', 'receiver: b'),
  });
  // What is no YAML is told elsewhere, with its place.
  expect(refusals).toEqual([
    expect.objectContaining({
      file: 'rules/a.yml',
      tool: 'promtool',
      reason: expect.stringContaining('parse error') as string,
    }),
    expect.objectContaining({
      file: 'alertmanager.yml',
      tool: 'amtool',
      reason: expect.stringContaining('"b"') as string,
    }),
  ]);
});

test.for(['/dev/zero', '../../../../../../../../../dev/zero'])('no template outside is read: %s', async (path) => {
  expect(await refusalsOf({ 'alertmanager.yml': `${ALERTMANAGER}templates: ['${path}']\n` })).toEqual([]);
});
