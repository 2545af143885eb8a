import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigRefused } from '../engines.ts';
import { startAlertmanager } from './alertmanager.ts';
import { EnginesMissing } from './binaries/engines-missing.ts';

/** Starts a program that says why it does not load its configuration, and ends. */
async function start(reason: string): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'three-am-alertmanager-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const alertmanager = join(folder, 'alertmanager');
  const said = `level=ERROR msg="one or more config change subscribers failed to apply new config" file=a.yml err="${reason}"`;
  await writeFile(alertmanager, `#!/bin/sh\necho '${said}'\nexit 1\n`);
  await chmod(alertmanager, 0o755);
  return await startAlertmanager({ alertmanager, configFile: 'a.yml', folder }).catch((error: unknown) => error);
}

test('an Alertmanager without its own templates is incomplete, whatever the configuration', async () => {
  const error = await start(
    'failed to parse templates: open /usr/share/prometheus/alertmanager/default.tmpl: no such file or directory',
  );
  expect(error).toBeInstanceOf(EnginesMissing);
  expect((error as EnginesMissing).reasons).toMatchObject([
    {
      engine: 'alertmanager',
      code: 'no-template',
      params: { template: '/usr/share/prometheus/alertmanager/default.tmpl' },
    },
  ]);
});

test('a configuration that is not taken is refused in its words', async () => {
  const error = await start('failed to parse templates: template: shop.tmpl:1: unclosed action');
  expect(error).toBeInstanceOf(ConfigRefused);
  expect(String(error)).toContain('shop.tmpl:1: unclosed action');
});
