import { expect, test } from 'vitest';
import { findings, RIGHT, run, TEXT, type Parts } from './test-routing.ts';

const chatSays = (text: string): string => RIGHT.receivers.replace(TEXT, `text: '${text}'`);

test.for<[name: string, Parts, found: RegExp]>([
  ['asks for what there is not', { receivers: chatSays('{{ .Nope }}') }, /^routing\/unwritten .*"channel":"slack"/],
  [
    'calls itself without end',
    {
      receivers: chatSays('{{ template "again" . }}'),
      template: '{{ define "again" }}{{ template "again" . }}{{ end }}',
    },
    /^routing\/unwritten .*"channel":"slack"/,
  ],
  [
    'writes ten megabytes',
    {
      receivers: chatSays('{{ template "six" . }}'),
      template: `{{ define "zero" }}0123456789{{ end }}${['zero', 'one', 'two', 'three', 'four', 'five', 'six']
        .map(
          (name, index, all) =>
            `{{ define "${all[index + 1] ?? ''}" }}${`{{ template "${name}" . }}`.repeat(10)}{{ end }}`,
        )
        .slice(0, -1)
        .join('')}`,
    },
    /^routing\/unwritten .*"channel":"slack"/,
  ],
])('a template that %s is told', async ([, parts, found]) => {
  const seen = findings(await run(parts));
  expect(seen.filter((one) => found.test(one))).toHaveLength(1);
});

test('a template that takes all the memory is told', async () => {
  const doubled = Array.from(
    { length: 40 },
    (_, index) => `{{ define "n${index + 1}" }}{{ template "n${index}" . }}{{ template "n${index}" . }}{{ end }}`,
  );
  const template = `{{ define "n0" }}${'x'.repeat(100_000)}{{ end }}${doubled.join('')}`;
  const seen = findings(await run({ receivers: chatSays('{{ template "n40" . }}'), template }));
  // It depends on the version whether it notices before it has no memory left.
  expect(seen[0]).toMatch(/^routing\/(?:unwritten|not-loaded .*Alertmanager ended: fatal error)/);
});

test('thousands of routes and receivers are walked', async () => {
  const many = Array.from({ length: 2000 }, (_, index) => index);
  const outcome = await run({
    routes:
      many.map((index) => `\n    - { matchers: [team = t${index}], receiver: r${index} }`).join('') + RIGHT.routes,
    receivers:
      many.map((index) => `\n  - { name: r${index}, slack_configs: [{ channel: c }] }`).join('') + RIGHT.receivers,
  });
  expect(findings(outcome)).toEqual([]);
});

test('a configuration that Alertmanager does not take is told in its own words', async () => {
  expect(await run({ more: 'time_intervals: [{ name: a }, { name: a }]' })).not.toHaveProperty('refusal');
  const { refusal } = await run({ routes: '[{ receiver: nobody, group_by: [alertname, alertname] }]' });
  expect(refusal).toBe('duplicated label "alertname" in group_by');
});

test('an Alertmanager that does not start is no fault of the configuration', async () => {
  await expect(run({}, '/bin/false')).rejects.toThrow('Alertmanager did not start');
});
