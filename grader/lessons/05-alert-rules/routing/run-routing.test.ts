import { expect, test } from 'vitest';
import { findings, RIGHT, run, TEXT, type Parts } from './test-routing.ts';

test.for<[name: string, Parts]>([
  ['as it is', {}],
  [
    'labels compared in the old way',
    {
      routes: `
    - { match: { alertname: Watchdog }, receiver: heartbeat, group_interval: 1m, repeat_interval: 1m }
    - { match: { level: lead }, receiver: lead }
    - { match_re: { severity: crit.* }, receiver: pager, repeat_interval: 1h }
    - { match: { severity: info }, receiver: mail }`,
      inhibition: `
  - source_match: { severity: critical }
    target_match: { severity: warning }
    target_match_re: { service: .+ }
    equal: [service]`,
    },
  ],
  [
    'a tree by severity, with the escalation below',
    {
      routes: `
    - { matchers: ['alertname="Watchdog"'], receiver: heartbeat, group_interval: 1m, repeat_interval: 1m }
    - matchers: ['severity=~"critical|info"']
      receiver: mail
      group_by: [service, alertname, severity]
      routes:
        - matchers: ['severity="critical"']
          receiver: pager
          repeat_interval: 45m
          routes: [{ matchers: ['level=~".+"'], receiver: lead }]`,
    },
  ],
  [
    'the escalation goes to both',
    {
      routes: `
    - { matchers: [severity = none], receiver: heartbeat, group_interval: 1m, repeat_interval: 1m }
    - { matchers: [level = lead], receiver: lead, continue: true }
    - { matchers: [severity = critical], receiver: pager, repeat_interval: 1h }
    - { matchers: [severity = info], receiver: mail }`,
    },
  ],
  [
    'warnings in working hours',
    {
      routes: `${RIGHT.routes}
    - { matchers: [severity = warning], receiver: chat, active_time_intervals: [work], mute_time_intervals: [feast] }`,
      more: `
time_intervals:
  - { name: work, time_intervals: [{ weekdays: ['monday:friday'], times: [{ start_time: '09:00', end_time: '17:00' }] }] }
  - { name: feast, time_intervals: [{ months: [december], days_of_month: ['24:26'] }] }`,
    },
  ],
  [
    'keys and addresses in files, other servers',
    {
      global: `  http_config: { proxy_url: 'http://proxy.example.com', tls_config: { ca_file: /dev/zero } }
  smtp_auth_username: u
  smtp_auth_password_file: /dev/zero
  pagerduty_url: http://pager.example.com`,
      receivers: `
  - name: heartbeat
    webhook_configs: [{ url_file: /dev/zero, send_resolved: false }, { url: 'http://other.example.com', max_alerts: 5 }]
  - name: pager
    pagerduty_configs: [{ routing_key_file: /dev/zero, severity: critical, http_config: { follow_redirects: false } }]
  - name: lead
    pagerduty_configs: [{ service_key: 1123456789abcdef0123456789abcdef, severity: error, url: 'http://p.example.com' }]
    telegram_configs: [{ bot_token: t, chat_id: 1 }]
  - name: mail
    email_configs:
      - to: a@example.com, b@example.com
        from: shop@example.com
        smarthost: other.example.com:465
        auth_username: u
        auth_password_file: /dev/zero
        require_tls: true
        tls_config: { ca_file: /dev/zero }
        headers: { Subject: '{{ template "email.default.subject" . }}' }
  - name: chat
    slack_configs: [{ api_url_file: /dev/zero, channel: '#shop', send_resolved: true, ${TEXT} }]`,
    },
  ],
  [
    "YAML's shorthands, and a template of one's own",
    {
      receivers: `
  - name: heartbeat
    webhook_configs: [{ url: 'http://heartbeat.example.com', send_resolved: off }]
  - name: pager
    pagerduty_configs: [&page { routing_key: 0123456789abcdef0123456789abcdef, severity: critical, send_resolved: yes }]
  - name: lead
    pagerduty_configs: [{ <<: *page, routing_key: 1123456789abcdef0123456789abcdef }]
  - name: mail
    email_configs: [{ to: tickets@example.com }]
  - name: chat
    slack_configs: [{ channel: '#shop', send_resolved: on, fallback: '{{ template "names" . }}' }]`,
      template: '{{ define "names" }}{{ range .Alerts }}{{ .Labels.instance }}, {{ end }}{{ end }}',
    },
  ],
])('nothing is found where all is right: %s', async ([, parts]) => {
  expect(findings(await run(parts))).toEqual([]);
});

test.for([
  ['name', 'alertname = RequestsFail'],
  ['label', 'tier = gold'],
])("the learner's own alerts are sent as well: one that is lost by its %s is found", async ([, matcher]) => {
  const routes = `\n    - { matchers: [${matcher}], receiver: nobody }${RIGHT.routes}`;
  const lost =
    'routing/wrong-channel {"alert":"{alertname=\\"RequestsFail\\", service=\\"orders\\", severity=\\"critical\\", tier=\\"gold\\"}","count":1}';
  expect(findings(await run({ routes, receivers: `${RIGHT.receivers}\n  - name: nobody` }))).toContain(lost);
});
