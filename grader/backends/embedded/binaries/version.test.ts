import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, writeProgram } from './test-release.ts';
import { askVersion, isAtLeast, parseVersion } from './version.ts';

test.for([
  [
    'prometheus, version 2.42.0+ds (branch: debian/sid, revision: 2.42.0+ds-5)\n  go version: go1.19\n',
    'prometheus 2.42.0',
  ],
  ['promtool, version 3.13.1 (branch: HEAD, revision: abc)\n', 'promtool 3.13.1'],
  ['alertmanager, version 0.25.0 (branch: debian/sid)\n', 'alertmanager 0.25.0'],
  ['a warning first\namtool, version 0.34.0 (branch: HEAD)\n', 'amtool 0.34.0'],
  ['prometheus, version 3.0.0-rc.1 (branch: HEAD)\n', 'prometheus 3.0.0'],
  ['v26.10.0\n', undefined],
  ['prometheus, version  (branch: , revision: )\n', undefined],
  ['', undefined],
])('%j is %s', ([output = '', expected]) => {
  const identity = parseVersion(output);
  expect(identity && `${identity.name} ${identity.version}`).toBe(expected);
});

test.for([
  ['2.42.0', '2.42.0', true],
  ['2.42.1', '2.42.0', true],
  ['3.0.0', '2.42.0', true],
  ['2.100.0', '2.42.0', true],
  ['2.41.9', '2.42.0', false],
  ['2.9.0', '2.42.0', false],
  ['1.99.99', '2.42.0', false],
  ['0.25.0', '0.25.0', true],
  ['0.9.1', '0.25.0', false],
] as const)('%s is at least %s: %s', ([version, minimum, expected]) => {
  expect(isAtLeast(version, minimum)).toBe(expected);
});

test.for([
  ['says it on stdout', 'echo "prometheus, version 3.1.0 (x)"', '3.1.0'],
  ['says it on stderr', 'echo "prometheus, version 3.2.0 (x)" >&2', '3.2.0'],
  ['says it and fails', 'echo "prometheus, version 3.2.0 (x)"; exit 1', undefined],
  ['says nothing', '', undefined],
  ['never ends writing', 'while :; do echo "prometheus, version 3.1.0 and so on and so on and so on"; done', undefined],
] as const)('a program that %s', async ([, script, expected]) => {
  const path = await writeProgram(join(await makeFolder(), 'program'), `#!/bin/sh\n${script}\n`);
  expect((await askVersion(path))?.version).toBe(expected);
});

test('what cannot be run has no version', async () => {
  const folder = await makeFolder();
  expect(await askVersion(join(folder, 'missing'))).toBeUndefined();
  expect(await askVersion(await writeProgram(join(folder, 'damaged'), '\x7fELF, but not really'))).toBeUndefined();
  expect(await askVersion(await writeProgram(join(folder, 'no-such-shell'), '#!/no/such/shell\n'))).toBeUndefined();
});
