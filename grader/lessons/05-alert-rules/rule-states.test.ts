import { expect, test } from 'vitest';
import { simulateRules } from './rule-states.ts';
import { scenariosFor } from './scenarios/scenarios.ts';
import { readSubmission } from './submission-files.ts';
import { groupFile, openTools, writeSubmission } from './test-submission.ts';

const SEED = 5;
const down = {
  alert: 'Down',
  expr: 'up == 0',
  labels: { severity: 'critical' },
  annotations: { summary: '{{ $labels.instance }}' },
};

async function simulate(files: Record<string, string>) {
  const { directory, folder } = await writeSubmission(files);
  const { groups } = await readSubmission(directory);
  return await simulateRules(groups, { engines: await openTools(), seed: SEED, folder });
}

test('an alert is what promtool makes of it, minute by minute, and says what a person would read', async () => {
  const states = await simulate({ 'rules/a.yml': groupFile('service-down', [down]) });
  expect(Object.keys(states)).toEqual(['service-down']);
  const { scenarios = {}, rendered = [], refusal } = states['service-down'] ?? {};
  expect(refusal).toBeUndefined();
  const victims =
    scenariosFor(SEED)
      .find(({ id }) => id === 'down')
      ?.expectations.flatMap(({ labels }) => labels?.['instance'] ?? []) ?? [];
  expect(victims).toHaveLength(3);
  for (const victim of victims) {
    const alert = scenarios['down']?.find(({ labels }) => labels['instance'] === victim);
    expect(alert?.states).toMatch(/^\.{10}f\.{25}f{15}\.{15}$/);
    expect(rendered).toContainEqual({
      labels: {
        alertname: 'Down',
        instance: victim,
        job: 'shop',
        service: victim.replace(/-\d:.*/, ''),
        severity: 'critical',
      },
      annotations: { summary: victim },
    });
  }
});

test('a group sees the recording rules it needs, and not the alerts of others', async () => {
  const recorded = { record: 'instance:up:is', expr: 'up' };
  const states = await simulate({
    'rules/a.yml': groupFile('levels', [recorded]),
    'rules/b.yml': groupFile('service-down', [{ alert: 'Down', expr: 'instance:up:is == 0', for: '2m' }]),
    'rules/c.yml': groupFile('elsewhere', [{ alert: 'Other', expr: 'vector(1)' }]),
  });
  const names = Object.values(states['service-down']?.scenarios ?? {})
    .flat()
    .map(({ labels }) => labels['alertname']);
  expect(new Set(names)).toEqual(new Set(['Down']));
});

test('a group that cannot be evaluated costs itself, and no other', async () => {
  const states = await simulate({
    'rules/a.yml': groupFile('service-down', [down]),
    'rules/b.yml': groupFile('watchdog', [{ alert: 'Beat', expr: 'vector(' }]),
    'rules/c.yml': groupFile('levels', [{ record: 'a', expr: 'sum(' }]),
  });
  expect(states['watchdog']?.refusal).toContain('parse error');
  expect(states['service-down']?.refusal).toBeUndefined();
});

test.for([1, 2, 3])('seed %i: whatever befalls a service befalls each of them', (seed) => {
  const services = (group: string, code: string): Set<string | undefined> =>
    new Set(
      scenariosFor(seed)
        .filter((scenario) => scenario.group === group)
        .flatMap(({ expectations }) => expectations.filter((one) => one.code === code && one.state === 'firing'))
        .map(({ labels }) => labels?.['service']),
    );
  const all = new Set(['gateway', 'orders', 'payments']);
  for (const code of ['breach', 'outage', 'night']) expect(services('availability', code)).toEqual(all);
  expect(services('latency', 'breach')).toEqual(all);
  for (const code of ['down', 'vanished']) expect(services('service-down', code)).toEqual(all);
});
