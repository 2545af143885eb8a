import { expect, test } from 'vitest';
import { runRuleTests } from './rule-tests.ts';
import { readSubmission } from './submission-files.ts';
import { groupFile, openTools, writeSubmission } from './test-submission.ts';

const SLOW = 'histogram_quantile(0.99, sum by (service, le) (rate(http_request_duration_seconds_bucket[5m]))) > 0.5';
const rules = groupFile('latency', [{ alert: 'Slow', expr: SLOW, for: '10m' }]);
const DOWN = groupFile('service-down', [{ alert: 'Down', expr: 'up == 0', for: '2m' }]);

interface Case {
  series: Record<string, string>;
  alert?: string;
  fires?: string;
  at: string;
}

/** A file of tests, in each of which an alert fires at a moment or does not. */
const testFile = (cases: readonly Case[]): string =>
  JSON.stringify({
    rule_files: ['../rules/*.yml'],
    evaluation_interval: '1m',
    tests: cases.map(({ series, alert = 'Slow', fires, at }) => ({
      interval: '1m',
      input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
      alert_rule_test: [
        {
          alertname: alert,
          eval_time: at,
          exp_alerts: fires === undefined ? [] : [{ exp_labels: { service: fires } }],
        },
      ],
    })),
  });

const bucket = (le: string): string => `http_request_duration_seconds_bucket{service="orders", le="${le}"}`;
const COUNT = 'http_request_duration_seconds_count{service="orders"}';
const ALL = '0+600x40';
const MOST = '0+600x20 12540+600x18';
const breach: Case = {
  series: { [bucket('0.5')]: '0+600x20 12060+540x20', [bucket('0.75')]: ALL, [bucket('+Inf')]: ALL },
  fires: 'orders',
  at: '35m',
};

async function run(files: Record<string, string>) {
  const { directory, folder } = await writeSubmission({ 'rules/a.yml': rules, 'rules/b.yml': DOWN, ...files });
  return await runRuleTests(directory, await readSubmission(directory), await openTools(), folder);
}
const ofLatency = (versions: readonly string[]): string[] => versions.filter((id) => id.startsWith('latency'));

test.for([
  ['the bucket and the count', { [bucket('0.5')]: MOST, [COUNT]: ALL }],
  ['two buckets, the last without an end', { [bucket('0.5')]: MOST, [bucket('+Inf')]: ALL }],
  ['a bucket of slow ones', { [bucket('0.5')]: MOST, [bucket('0.75')]: ALL, [bucket('+Inf')]: ALL }],
] as const)('a test with slow requests notices a rule that fires at any of them, by %s', async ([, series]) => {
  const { failure, unnoticed } = await run({ 'tests/a.yml': testFile([breach, { series, at: '22m' }]) });
  expect(failure).toBeUndefined();
  expect(ofLatency(unnoticed)).toEqual([]);
});

test('a test without slow requests does not, nor does one that only fires', async () => {
  const fast = { series: { [bucket('0.5')]: ALL, [bucket('+Inf')]: ALL, [COUNT]: ALL }, at: '22m' };
  const { unnoticed } = await run({ 'tests/a.yml': testFile([breach, fast]) });
  expect(ofLatency(unnoticed)).toEqual(['latency-eager']);
  expect(unnoticed).toContain('service-down-never');
  const quiet = await run({ 'tests/a.yml': testFile([fast]) });
  expect(ofLatency(quiet.unnoticed)).toEqual(['latency-never', 'latency-eager']);
});

test('the file that fails is named, with what differs', async () => {
  const down: Case = { series: { 'up{service="orders"}': '0x9' }, alert: 'Down', at: '5m' };
  const { failure, unnoticed } = await run({ 'tests/a.yml': testFile([breach]), 'tests/b.yml': testFile([down]) });
  expect(failure).toEqual({
    file: 'tests/b.yml',
    reason: 'alertname: Down, time: 5m',
    expected: '–',
    actual: '[ 0: Labels:{alertname="Down", service="orders"} Annotations:{} ]',
  });
  expect(unnoticed).toEqual([]);
});

test('what is no YAML is told by its place, and nothing is run', async () => {
  const { troubles, failure, unnoticed } = await run({
    'tests/a.yml': 'rule_files: [\n',
    'tests/b.yml': testFile([breach]),
  });
  expect(troubles).toEqual([expect.objectContaining({ file: 'tests/a.yml', line: 2 })]);
  expect(failure).toBeUndefined();
  expect(unnoticed).toEqual([]);
});

test('where there are no tests, none is run', async () => {
  expect(await run({ 'tests/a.yml': '\n' })).toEqual({ files: [], troubles: [], unnoticed: [] });
});

test('tests that do not end are ended, and the file is named', async () => {
  const forever = testFile([{ series: { up: '0x9' }, alert: 'Down', at: '100h' }]).replaceAll('"1m"', '"1ms"');
  const { directory, folder } = await writeSubmission({
    'rules/a.yml': DOWN,
    'tests/a.yml': testFile([{ series: { up: '1x9' }, alert: 'Down', at: '5m' }]),
    'tests/b.yml': forever,
  });
  const { failure } = await runRuleTests(directory, await readSubmission(directory), await openTools(), folder, 1_500);
  expect(failure).toEqual({ file: 'tests/b.yml', reason: '> 1.5 s' });
});
