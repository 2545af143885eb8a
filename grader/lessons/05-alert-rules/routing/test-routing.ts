import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { openEngines } from '../../../backends/embedded/open-engines.ts';
import { programsFor } from '../../../backends/embedded/programs.ts';
import type { Evidence } from '../../../evidence/evidence.ts';
import { grouping } from '../checks/grouping.ts';
import { inhibition } from '../checks/inhibition.ts';
import { routing } from '../checks/routing.ts';
import { watchdog } from '../checks/watchdog.ts';
import type { Rule } from '../submission-files.ts';
import { readYamlSource } from '../yaml-source.ts';
import { createProbeAlerts } from './probe-alerts.ts';
import { runRouting, type RoutingRun } from './run-routing.ts';

const rule = (alert: string, labels: Rule['labels']): Rule => ({
  group: '',
  file: 'rules/rules.yml',
  line: 1,
  alert,
  expr: '',
  for: '0s',
  keepFiringFor: '0s',
  labels,
  annotations: {},
});
const OWN = {
  watchdog: rule('Watchdog', { severity: 'none' }),
  escalation: rule('Unacknowledged', { severity: 'critical', level: 'lead' }),
  others: [
    rule('RequestsFail', { severity: 'critical', tier: 'gold' }),
    rule('RequestsSlow', { severity: 'warning', about: '{{ $labels.service }}' }),
    rule('AsFound', { severity: '{{ $labels.severity }}' }),
  ],
};

/** The parts of a configuration, as YAML. */
export interface Parts {
  global?: string;
  routes?: string;
  inhibition?: string;
  receivers?: string;
  more?: string;
  template?: string;
}

/** What Slack shows of each alert. */
export const TEXT = `text: '{{ range .Alerts }}{{ .Labels.instance }} {{ end }}'`;
/** With which all is right. */
export const RIGHT = {
  global: '',
  routes: `
    - { matchers: [alertname = Watchdog], receiver: heartbeat, group_interval: 1m, repeat_interval: 1m }
    - { matchers: [level = lead], receiver: lead }
    - { matchers: [severity = critical], receiver: pager, repeat_interval: 1h }
    - { matchers: [severity = info], receiver: mail }`,
  inhibition: `
  - source_matchers: ['severity="critical"', 'service!=""']
    target_matchers: ['severity="warning"']
    equal: [service]`,
  receivers: `
  - name: heartbeat
    webhook_configs: [{ url: 'http://heartbeat.example.com' }]
  - name: pager
    pagerduty_configs: [{ routing_key: 0123456789abcdef0123456789abcdef, severity: critical }]
  - name: lead
    pagerduty_configs: [{ routing_key: 1123456789abcdef0123456789abcdef, severity: critical }]
  - name: mail
    email_configs: [{ to: tickets@example.com }]
  - name: chat
    slack_configs: [{ channel: '#shop', send_resolved: true, ${TEXT} }]`,
  more: '',
} satisfies Parts;

/** Runs the routing of a configuration, for as long as a test goes on. */
export async function run({ template, ...parts }: Parts, path?: string): Promise<RoutingRun> {
  const { global, routes, inhibition: inhibit, receivers, more } = { ...RIGHT, ...parts };
  const text = `
global:
  slack_api_url: http://slack.example.com
  smtp_smarthost: smtp.example.com:25
  smtp_from: a@example.com
${global}
templates: [templates/*.tmpl]
route:
  receiver: chat
  group_by: [alertname, service]
  repeat_interval: 8h
  routes: ${routes}
inhibit_rules: ${inhibit}
receivers: ${receivers}
${more}`;
  const directory = await mkdtemp(join(tmpdir(), 'three-am-routing-'));
  const { alertmanager } = await programsFor({ needs: ['alertmanager'] });
  if (alertmanager === undefined) throw new Error('Alertmanager was not found');
  const programs = { alertmanager: path === undefined ? alertmanager : { ...alertmanager, path } };
  const engines = openEngines(programs, join(directory, 'engines'));
  onTestFinished(async () => {
    await engines.close();
    await rm(directory, { recursive: true });
  });
  await mkdir(join(directory, 'templates'));
  if (template !== undefined) await writeFile(join(directory, 'templates/shop.tmpl'), template);
  const { value, trouble } = readYamlSource('alertmanager.yml', text, '1.1');
  expect(trouble).toBeUndefined();
  return await runRouting({ value, directory, probes: createProbeAlerts(1, OWN), engines });
}

/** What the checks find, but for the rules, which there are none of. */
export function findings(outcome: RoutingRun): string[] {
  const evidence = { answers: { routing: outcome, states: {}, rules: [], troubles: [] } } as unknown as Evidence;
  return [routing, grouping, inhibition, watchdog].flatMap((check) =>
    check
      .judge(evidence)
      .filter(({ code }) => code !== 'no-rule')
      .map(({ code, params }) => `${check.id}/${code} ${JSON.stringify(params)}`),
  );
}
