import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openEngines } from '../../backends/embedded/open-engines.ts';
import { programsFor } from '../../backends/embedded/programs.ts';
import { readSubmission } from './submission-files.ts';
import { checkFiles } from './validity.ts';

async function check(alertmanager: string) {
  const directory = await mkdtemp(join(tmpdir(), 'three-am-validity-'));
  const engines = openEngines(await programsFor({ needs: ['amtool'] }), join(directory, 'engines'));
  onTestFinished(async () => {
    await engines.close();
    await rm(directory, { recursive: true });
  });
  await writeFile(join(directory, 'alertmanager.yml'), alertmanager);
  return await checkFiles(directory, await readSubmission(directory), engines);
}

const RIGHT = 'route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n';

test('amtool takes a configuration', async () => {
  expect(await check(RIGHT)).toEqual([]);
});

test('amtool says what it refuses', async () => {
  expect(await check('route: { receiver: somebody }\nreceivers: [{ name: nobody }]\n')).toEqual([
    { file: 'alertmanager.yml', tool: 'amtool', reason: expect.stringContaining('somebody') as string },
  ]);
});

test.for(['/dev/zero', '../../../../../../../../../dev/zero'])('no template outside is read: %s', async (path) => {
  expect(await check(`${RIGHT}templates: ['${path}']\n`)).toEqual([]);
});
