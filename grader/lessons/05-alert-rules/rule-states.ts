import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Engines } from '../../backends/engines.ts';
import { EVALUATION_SECONDS, GROUPS, type GroupName } from './names.ts';
import { readPromtoolOutput } from './promtool-output.ts';
import { MINUTE, TEST_INTERVAL, type Scenario } from './scenarios/scenario.ts';
import { scenariosOf } from './scenarios/scenarios.ts';
import type { Group } from './submission-files.ts';

/** One alert through a scenario: a character for each minute, `f`iring, `p`ending or `.` neither. */
export interface AlertStates {
  labels: Record<string, string>;
  states: string;
}

/** What became of a group in its scenarios. */
export interface GroupStates {
  /** Why promtool did not evaluate them, in its own words. */
  refusal?: string;
  scenarios: Record<string, AlertStates[]>;
  /** Alerts as people would read them. */
  rendered: { labels: Record<string, string>; annotations: Record<string, string> }[];
}

export type RuleStates = Partial<Record<GroupName, GroupStates>>;

/** As many at once as there are cores on a small machine. */
const AT_ONCE = 2;
/** What promtool may say, and how long it may take for one group, before it is ended. */
const WITHIN_MS = 20_000;
const TOO_MUCH = `> ${WITHIN_MS / 1000} s`;
const NEVER = { labels: 'never', value: 1 };

/** What it takes to evaluate rules in the scenarios of a seed. */
export interface Simulation {
  engines: Engines;
  seed: number;
  /** Where files may be written. */
  folder: string;
}

/** Evaluates each group of the submission in its scenarios, each alone but for recording rules. */
export async function simulateRules(groups: readonly Group[], simulation: Simulation): Promise<RuleStates> {
  const { engines, folder, seed } = simulation;
  const recording = await usableRecordings(groups, engines, folder);
  const room = pLimit(AT_ONCE);
  const simulated = await Promise.all(
    GROUPS.filter((name) => scenariosOf(name, seed).length > 0).map((name) => {
      const own = groups.filter((group) => group.name === name && hasAlerts(group));
      return own.length === 0
        ? Promise.resolve([])
        : room(async () => [[name, await simulate(name, [...neededBy(own, recording), ...own], simulation)]] as const);
    }),
  );
  return Object.fromEntries(simulated.flat());
}

const hasAlerts = ({ rules }: Group): boolean => rules.some(({ alert }) => alert !== undefined);

/** The recording groups whose results the rules of others ask for, and those that these ask for in turn. */
function neededBy(groups: readonly Group[], recording: readonly Group[]): Group[] {
  const asked = groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)).join('\n');
  const direct = recording.filter(({ rules }) =>
    rules.some(({ record }) => record !== undefined && asked.includes(record)),
  );
  const left = recording.filter((group) => !direct.includes(group));
  return direct.length === 0 ? [] : [...neededBy(direct, left), ...direct];
}

/** The groups without alerts; none of them when promtool does not take them, so that the others are still judged. */
async function usableRecordings(groups: readonly Group[], engines: Engines, folder: string): Promise<Group[]> {
  const recording = groups.filter((group) => !hasAlerts(group));
  if (recording.length === 0) return [];
  const cwd = await writeRules('recording', recording, folder);
  const { ok } = await engines.run('promtool', ['check', 'rules', RULES], { cwd });
  return ok ? recording : [];
}

const [RULES, TESTS] = ['rules.json', 'tests.json'];

/** Writes groups into a folder of their own, and gives it. JSON is YAML. Two groups of one name in one file are none, so that each has a number. */
async function writeRules(name: string, groups: readonly Group[], folder: string): Promise<string> {
  const own = join(folder, name);
  await mkdir(own, { recursive: true });
  const names = numberedNames(groups);
  const numbered = groups.map(({ source }, index) => ({ ...source, name: names[index] }));
  await writeFile(join(own, RULES), JSON.stringify({ groups: numbered }));
  return own;
}

const numberedNames = (groups: readonly Group[]): string[] => groups.map(({ name }, index) => `${name}-${index}`);

async function simulate(
  name: GroupName,
  groups: readonly Group[],
  { engines, seed, folder }: Simulation,
): Promise<GroupStates> {
  const cwd = await writeRules(name, groups, folder);
  const scenarios = scenariosOf(name, seed);
  const alerts = groups.flatMap(({ rules }) => rules.flatMap(({ alert }) => alert ?? []));
  const tests = {
    rule_files: [RULES],
    evaluation_interval: `${EVALUATION_SECONDS}s`,
    // What is recorded comes before what asks for it; without an order promtool takes any, and another each time.
    group_eval_order: numberedNames(groups),
    tests: scenarios.map((scenario) => testOf(scenario, [...new Set(alerts)])),
  };
  await writeFile(join(cwd, TESTS), JSON.stringify(tests));
  const { stdout, stderr, cutOff } = await engines.run('promtool', ['test', 'rules', TESTS], {
    cwd,
    withinMs: WITHIN_MS,
  });
  const { probes, rendered, complaint } = readPromtoolOutput(`${stdout}\n${stderr}`);
  const isComplete = scenarios.every(({ id, minutes }) => probes.get(id)?.size === minutes + 1);
  return {
    ...(isComplete ? {} : { refusal: cutOff ? TOO_MUCH : (complaint ?? '–') }),
    scenarios: Object.fromEntries(scenarios.map(({ id, minutes }) => [id, statesOf(probes.get(id), minutes)])),
    rendered: rendered.map(({ labels, annotations }) => ({ labels, annotations })),
  };
}

/** A probe each minute, none of which can hold; and where alerts are to fire, what they say. */
function testOf({ id, minutes, series, expectations }: Scenario, alerts: readonly string[]): object {
  const moments = [...new Set(expectations.flatMap(({ state, from }) => (state === 'firing' ? [from] : [])))];
  return {
    name: id,
    interval: `${TEST_INTERVAL}s`,
    input_series: series(),
    promql_expr_test: Array.from({ length: minutes + 1 }, (_, minute) => ({
      expr: `ALERTS{alertname!="${id}"}`,
      eval_time: `${minute}m`,
      exp_samples: [NEVER],
    })),
    alert_rule_test: moments.flatMap((minute) =>
      alerts.map((alertname) => ({
        alertname,
        eval_time: `${minute}m`,
        exp_alerts: [{ exp_labels: { never: 'so' } }],
      })),
    ),
  };
}

type Probes = ReturnType<typeof readPromtoolOutput>['probes'] extends Map<string, infer One> ? One : never;

function statesOf(probes: Probes | undefined, minutes: number): AlertStates[] {
  const all = new Map<string, { labels: Record<string, string>; states: string[] }>();
  for (const [second, alerts] of probes ?? [])
    for (const { labels, state } of alerts) {
      const key = JSON.stringify(labels);
      const known = all.get(key) ?? { labels, states: Array.from({ length: minutes + 1 }, () => '.') };
      const minute = second / MINUTE;
      if (known.states[minute] !== 'f') known.states[minute] = state === 'firing' ? 'f' : 'p';
      all.set(key, known);
    }
  // What the timeline itself brings along is no alert of the group.
  return [...all.values()]
    .filter(({ labels }) => labels['alertname'] !== 'ThreeAmProbe')
    .map(({ labels, states }) => ({ labels, states: states.join('') }));
}
