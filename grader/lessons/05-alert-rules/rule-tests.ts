import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, matchesGlob } from 'node:path';
import pLimit from 'p-limit';
import { z } from 'zod';
import type { Engines } from '../../backends/engines.ts';
import { RULES_FOLDER, TESTS_FOLDER, type GroupName } from './names.ts';
import type { Group, SubmissionFiles } from './submission-files.ts';
import { readTestFailure, type TestFailure } from './test-failure.ts';
import { readYamlSource, type FileTrouble } from './yaml-source.ts';

/** What became of the learner's own tests. */
export interface RuleTests {
  /** Files that promtool ran. */
  files: string[];
  /** What promtool said where they do not pass on the learner's own rules, and of which file. */
  failure?: TestFailure & { file: string };
  /** What is no YAML; nothing is run then. */
  troubles: FileTrouble[];
  /** The broken versions of the rules that they let pass. */
  unnoticed: string[];
}

/** As many at once as there are cores on a small machine. */
const AT_ONCE = 2;
/** All of the learner's tests together may take this long, in milliseconds: far more than they need, on a busy machine too. */
const WITHIN_MS = 30_000;

type Break = (rule: Record<string, unknown>) => Record<string, unknown>;

const never: Break = (rule) => ({ ...rule, expr: `(${String(rule['expr'])}) unless on () vector(1)` });

/** Where the rule itself says nothing, another expression does, and at once; so that its value stays what it was where it does. */
const eager =
  (expression: string): Break =>
  (rule) => ({ ...rule, for: '0s', expr: `(${String(rule['expr'])}) or on () (${expression})` });

const lasting: Break = (rule) => ({ ...rule, keep_firing_for: '10d' });

/** The broken versions: of each rule of a group. The scenarios of the group tell each from one that is right. */
const BROKEN: { id: string; group: GroupName; break: Break }[] = [
  { id: 'availability-never', group: 'availability', break: never },
  {
    id: 'availability-eager',
    group: 'availability',
    break: eager('sum by (service) (increase(http_requests_total{status=~"5.."}[5m])) > 0'),
  },
  { id: 'availability-lasting', group: 'availability', break: lasting },
  { id: 'latency-never', group: 'latency', break: never },
  {
    id: 'latency-eager',
    group: 'latency',
    // A test may have only some of the histogram's series: whichever it has, a request slower than half a second shows.
    break: eager(
      [
        'histogram_quantile(0.9999, sum by (service, le) (rate(http_request_duration_seconds_bucket[5m]))) > 0.5',
        ...['http_request_duration_seconds_count', 'http_request_duration_seconds_bucket{le="+Inf"}'].map(
          (all) =>
            `sum by (service) (increase(${all}[5m])) - sum by (service) (increase(http_request_duration_seconds_bucket{le="0.5"}[5m])) > 0.01`,
        ),
      ].join(' or '),
    ),
  },
  { id: 'service-down-never', group: 'service-down', break: never },
  { id: 'service-down-eager', group: 'service-down', break: eager('up == 0') },
  { id: 'security-never', group: 'security', break: never },
  {
    id: 'security-eager',
    group: 'security',
    break: eager('sum by (service) (increase(login_attempts_total{outcome="failure"}[5m])) > 0'),
  },
];

/**
 * Runs the learner's tests on the learner's rules, and on broken versions of them.
 * @param folder where the versions are written
 * @param withinMs how long all of them may take on the learner's rules, and on each version
 */
export async function runRuleTests(
  directory: string,
  { groups, ruleFiles, testFiles, testTroubles }: SubmissionFiles,
  engines: Engines,
  folder: string,
  withinMs = WITHIN_MS,
): Promise<RuleTests> {
  const none = { files: testFiles, troubles: testTroubles, unnoticed: [] };
  if (testFiles.length === 0 || testTroubles.length > 0) return none;
  const failure = await firstFailure(testFiles, { directory, engines, withinMs });
  if (failure !== undefined) return { ...none, failure };
  const tests = await Promise.all(testFiles.map(async (file) => ({ file, loads: await loadsOf(directory, file) })));
  const room = pLimit(AT_ONCE);
  const passes = async (version: (typeof BROKEN)[number]): Promise<boolean> => {
    const broken = groups.flatMap(({ name, file }) => (name === version.group ? [file] : []));
    const concerned = tests.filter((test) => broken.some((file) => test.loads(file)));
    if (concerned.length === 0) return true; // the others pass as they did
    const loaded = ruleFiles.filter((file) => concerned.some((test) => test.loads(file)));
    await writeVersion(version, { directory, groups, ruleFiles: loaded, folder });
    const cwd = join(folder, version.id);
    const files = concerned.map(({ file }) => file);
    return (await engines.run('promtool', ['test', 'rules', ...files], { cwd, withinMs })).ok;
  };
  const passed = await Promise.all(BROKEN.map((version) => room(passes, version)));
  return { ...none, unnoticed: BROKEN.filter((_, index) => passed[index]).map(({ id }) => id) };
}

/** Which rule files a test loads, as far as can be told; otherwise all. */
async function loadsOf(directory: string, file: string): Promise<(ruleFile: string) => boolean> {
  const { value } = readYamlSource(file, await readFile(join(directory, file), 'utf8'));
  const { data } = z.looseObject({ rule_files: z.array(z.string()) }).safeParse(value);
  const patterns = data?.rule_files.map((pattern) => join(dirname(file), pattern)) ?? ['**'];
  return (ruleFile) => patterns.some((pattern) => matchesGlob(ruleFile, pattern));
}

interface Written {
  directory: string;
  groups: readonly Group[];
  ruleFiles: readonly string[];
  folder: string;
}

async function writeVersion(
  { id, group: broken, break: breakRule }: (typeof BROKEN)[number],
  { directory, groups, ruleFiles, folder }: Written,
): Promise<void> {
  await mkdir(join(folder, id, RULES_FOLDER), { recursive: true });
  await cp(join(directory, TESTS_FOLDER), join(folder, id, TESTS_FOLDER), { recursive: true });
  for (const file of ruleFiles) {
    const written = groups
      .filter((group) => group.file === file)
      .map(({ name, source }) => {
        const rules = Array.isArray(source['rules']) ? (source['rules'] as Record<string, unknown>[]) : [];
        const isAlert = (rule: Record<string, unknown>): boolean => rule['alert'] !== undefined;
        return {
          ...source,
          rules: rules.map((rule) => (name === broken && isAlert(rule) ? breakRule(rule) : rule)),
        };
      });
    await writeFile(join(folder, id, file), JSON.stringify({ groups: written }));
  }
}

/** Which of the files fails, and why. Each is run for itself: of several at once promtool does not say which it was. */
async function firstFailure(
  testFiles: readonly string[],
  { directory, engines, withinMs }: { directory: string; engines: Engines; withinMs: number },
): Promise<RuleTests['failure']> {
  const deadline = Date.now() + withinMs;
  const room = pLimit(AT_ONCE);
  const failures = testFiles.map((file) =>
    room(async (): Promise<RuleTests['failure']> => {
      const left = Math.max(1, deadline - Date.now());
      const result = await engines.run('promtool', ['test', 'rules', file], { cwd: directory, withinMs: left });
      if (result.ok) return undefined;
      if (result.cutOff) return { file, reason: `> ${withinMs / 1000} s` };
      return { file, ...readTestFailure(`${result.stdout}\n${result.stderr}`) };
    }),
  );
  return (await Promise.all(failures)).find((failure) => failure !== undefined);
}
