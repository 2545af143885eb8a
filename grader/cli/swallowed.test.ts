import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { refuseSwallowedOptions } from './swallowed.ts';
import { UsageError } from './usage-error.ts';

/** What is refused of an environment: the error's parameters; undefined when nothing is. */
function refusal(env: NodeJS.ProcessEnv, command = 'grade') {
  try {
    refuseSwallowedOptions(env, command);
    return undefined;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { key: error.key, ...error.params };
  }
}

test('every option of the commands is noticed, and named', () => {
  const names = ['all', 'solution', 'submission', 'stack', 'report', 'lang', 'seed', 'level', 'port'];
  for (const name of names)
    expect(refusal({ npm_lifecycle_event: 'grade', [`npm_config_${name}`]: 'true' })).toEqual({
      key: 'error.swallowed',
      flags: `--${name}`,
      command: 'grade',
      example: `01 --${name}`,
    });
});

test('several are named together', () => {
  const env = { npm_lifecycle_event: 'app', npm_config_port: '4000', npm_config_solution: 'true', npm_config_yes: '' };
  expect(refusal(env, 'app')).toMatchObject({
    flags: '--solution, --port',
    command: 'app',
    example: '01 --solution --port',
  });
});

test('nothing is refused where npm kept nothing, or is not running this command', () => {
  expect(refusal({ npm_lifecycle_event: 'grade', npm_config_user_agent: 'npm' })).toBeUndefined();
  expect(refusal({ npm_config_solution: 'true' })).toBeUndefined();
  expect(refusal({ npm_lifecycle_event: 'test', npm_config_solution: 'true' })).toBeUndefined();
});

test('npm itself still swallows options so', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'three-am-npm-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const scripts = { grade: 'node --print "JSON.stringify(process.env)"' };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'x', scripts }));
  const npm = async (...args: string[]) => {
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, npm_config_update_notifier: 'false' };
    const { stdout } = await execa('npm', ['run', '--silent', 'grade', ...args], {
      cwd: folder,
      env,
      extendEnv: false,
    });
    return JSON.parse(stdout) as NodeJS.ProcessEnv;
  };
  const [swallowed, passed] = await Promise.all([npm('01', '--solution', '--seed=7'), npm('--', '01', '--solution')]);
  expect(refusal(swallowed)).toMatchObject({ flags: '--solution, --seed' });
  expect(refusal(passed)).toBeUndefined();
});
