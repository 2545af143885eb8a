import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigRefused, EngineFailed, type PostedAlert } from '../engines.ts';
import { startAlertmanager } from './alertmanager.ts';
import { EnginesMissing } from './binaries/engines-missing.ts';
import { openChannels } from './channels/channels.ts';
import { programsFor } from './programs.ts';

async function open(configOf: (url: (id: string) => string) => unknown, program?: string) {
  const { alertmanager } = await programsFor({ needs: ['alertmanager'] });
  const folder = await mkdtemp(join(tmpdir(), 'three-am-alertmanager-'));
  const channels = await openChannels();
  onTestFinished(async () => {
    await channels.close();
    await rm(folder, { recursive: true });
  });
  const configFile = join(folder, 'alertmanager.json');
  await writeFile(configFile, JSON.stringify(configOf((id) => channels.url('pagerduty', id))));
  const path = program ?? alertmanager?.path ?? '';
  const process = await startAlertmanager({ alertmanager: path, configFile, folder: join(folder, 'own') });
  onTestFinished(() => process.close());
  return { alertmanager: process, channels };
}

const pagedBy = (severity: string) => (url: (id: string) => string) => ({
  route: { receiver: 'pager', group_wait: '100ms', group_interval: '100ms', group_by: ['alertname'] },
  receivers: [{ name: 'pager', pagerduty_configs: [{ routing_key: 'k', url: url('a'), severity }] }],
});

const alert = (name: string): PostedAlert => ({
  labels: { alertname: name, service: 'orders' },
  annotations: { summary: name },
  startsAt: Date.now() + 1_000,
  endsAt: Date.now() + 60_000,
});

test('what is handed in is delivered, and known', async () => {
  const { alertmanager, channels } = await open(pagedBy('critical'));
  await alertmanager.post([alert('Burning')]);
  expect(await alertmanager.alerts()).toMatchObject([
    { labels: { alertname: 'Burning', service: 'orders' }, receivers: ['pager'], inhibitedBy: [], silencedBy: [] },
  ]);
  await channels.until((deliveries) => deliveries.length > 0, 10_000);
  expect(JSON.parse(channels.deliveries()[0]?.body ?? '')).toMatchObject({ event_action: 'trigger' });
  expect(alertmanager.failures()).toEqual([]);
});

test('what is silenced is known, and not delivered before what came later', async () => {
  const { alertmanager, channels } = await open(pagedBy('critical'));
  await alertmanager.silence({ alertname: 'Burning' });
  await alertmanager.post([alert('Burning')]);
  await alertmanager.post([alert('Later')]);
  const known = await alertmanager.alerts();
  expect(known.find(({ labels }) => labels['alertname'] === 'Burning')?.silencedBy).toHaveLength(1);
  await channels.until((deliveries) => deliveries.length > 0, 10_000);
  expect(channels.deliveries().map(({ body }) => body.includes('Burning'))).toEqual([false]);
});

test('what it gives up is told', async () => {
  const { alertmanager, channels } = await open(pagedBy('P1'));
  await alertmanager.post([alert('Burning')]);
  await channels.until((deliveries) => deliveries.length > 0, 10_000);
  await expect.poll(() => alertmanager.failures()).not.toEqual([]);
  expect(alertmanager.failures()[0]).toEqual({
    receiver: 'pager',
    integration: 'pagerduty',
    index: 0,
    reason: expect.stringContaining('400') as string,
  });
});

test('a configuration that it does not take is told in its own words', async () => {
  const opening = open(() => ({ route: { receiver: 'pager' }, receivers: [{ name: 'other' }] }));
  await expect(opening).rejects.toThrow(ConfigRefused);
  await expect(opening).rejects.toThrow(/^undefined receiver "pager" used in route$/);
});

test('one that does not start is a fault of the grader', async () => {
  const opening = open(pagedBy('critical'), '/bin/false');
  await expect(opening).rejects.toThrow(EngineFailed);
});

test('one that is closed does not answer', async () => {
  const { alertmanager } = await open(pagedBy('critical'));
  await alertmanager.close();
  await expect(alertmanager.alerts()).rejects.toThrow(EngineFailed);
});

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
