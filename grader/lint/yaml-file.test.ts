import { expect, test } from 'vitest';
import { writeCourse } from './test-course.ts';
import { readYaml } from './yaml-file.ts';

test('gives what the file holds', async () => {
  const root = await writeCourse({ 'a.yaml': 'title:\n  en: Logs\n' });
  expect(await readYaml(root, 'a.yaml')).toEqual({ value: { title: { en: 'Logs' } }, complaints: [] });
});

test('complains of a file that is not there', async () => {
  expect(await readYaml(await writeCourse({}), 'a.yaml')).toEqual({
    complaints: [{ file: 'a.yaml', message: 'does not exist: add it' }],
  });
});

test('complains of a key that stands twice, with its line', async () => {
  const root = await writeCourse({ 'a.yaml': 'one: 1\ntwo: 2\none: 3\n' });
  expect(await readYaml(root, 'a.yaml')).toEqual({
    complaints: [{ file: 'a.yaml', line: 3, message: 'is not YAML (Map keys must be unique): mend it' }],
  });
});
