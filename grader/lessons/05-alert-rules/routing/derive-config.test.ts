import { expect, test } from 'vitest';
import { ConfigRefused } from '../../../backends/engines.ts';
import { deriveConfig } from './derive-config.ts';

const WHERE = { url: (kind: string, id: string) => `http://here/${kind}/${id}`, smarthost: 'here:25' };

const CONFIG = {
  global: { http_config: { proxy_url: 'http://proxy' }, slack_api_url_file: '/etc/slack', smtp_from: 'a@example.com' },
  templates: ['templates/*.tmpl', '/etc/passwd', '../../x.tmpl'],
  route: {
    receiver: 'slack',
    repeat_interval: '1h',
    routes: [
      { matchers: ['a="b"'], group_wait: '2m', mute_time_intervals: ['night'], routes: [{ receiver: 'pager' }] },
    ],
  },
  receivers: [
    { name: 'slack', slack_configs: [{ channel: '#a', api_url_file: '/etc/slack', send_resolved: true }] },
    { name: 'pager', pagerduty_configs: [{ routing_key_file: '/etc/key' }], telegram_configs: [{ bot_token: 'x' }] },
  ],
  inhibit_rules: [{ equal: ['a'] }],
};

test('every place of the tree inherits what Alertmanager has it inherit', () => {
  const { nodes } = deriveConfig(CONFIG, WHERE, { inhibition: true });
  expect(nodes.map((node) => ({ ...node, sends: [] }))).toEqual([
    { receiver: 'slack', groupWait: 30, groupInterval: 300, repeatInterval: 3600, muted: false, sends: [] },
    { receiver: 'slack', groupWait: 120, groupInterval: 300, repeatInterval: 3600, muted: true, sends: [] },
    { receiver: 'pager', groupWait: 120, groupInterval: 300, repeatInterval: 3600, muted: false, sends: [] },
  ]);
  expect(nodes.map(({ sends }) => sends)).toEqual([
    [{ id: 'route-0.slack.0', kind: 'slack', sendResolved: true }],
    [{ id: 'route-1.slack.0', kind: 'slack', sendResolved: true }],
    [{ id: 'route-2.pagerduty.0', kind: 'pagerduty', sendResolved: true }],
  ]);
});

test('nothing of it leads outside', () => {
  const text = JSON.stringify(deriveConfig(CONFIG, WHERE, { inhibition: false }).config);
  for (const outside of ['proxy', '/etc/', '..', 'telegram', 'night', 'inhibit_rules'])
    expect(text).not.toContain(outside);
  expect(text).toContain('http://here/pagerduty/route-2.pagerduty.0');
});

test('waits are short, and repeats keep their proportion', () => {
  const { config } = deriveConfig({ route: { receiver: 'x', repeat_interval: '2h' } }, WHERE, { inhibition: true });
  expect(config['route']).toMatchObject({ group_wait: '200ms', group_interval: '200ms', repeat_interval: '1200ms' });
});

test('a few characters that would become gigabytes are refused', () => {
  const receivers = [{ name: 'long', slack_configs: [{ text: 'x'.repeat(100_000) }] }];
  const routes = Array.from({ length: 5_000 }, () => ({ receiver: 'long' }));
  const derive = () => deriveConfig({ route: { receiver: 'long', routes }, receivers }, WHERE, { inhibition: true });
  expect(derive).toThrow(ConfigRefused);
});

test.for([
  'opsgenie',
  'telegram',
  'sns',
  'webex',
  'msteams',
  'msteamsv2',
  'jira',
  'rocketchat',
  'incidentio',
  'mattermost',
  'discord',
  'victorops',
  'wechat',
  'pushover',
  'kafka',
])('a receiver of %s delivers nothing', (kind) => {
  const receivers = [
    { name: 'x', [`${kind}_configs`]: [{ url: 'http://outside.example.com', api_url: 'http://outside.example.com' }] },
  ];
  const { config, nodes } = deriveConfig({ route: { receiver: 'x' }, receivers }, WHERE, { inhibition: true });
  expect(JSON.stringify(config)).not.toContain('outside');
  expect(nodes.map(({ sends }) => sends)).toEqual([[]]);
});
