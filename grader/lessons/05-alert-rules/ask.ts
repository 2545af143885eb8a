import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Evidence, Json } from '../../evidence/evidence.ts';
import type { Question } from '../../observe/plan.ts';
import { simulateBusiness } from './business-states.ts';
import { findRoutingLines, type RoutingLines } from './routing-lines.ts';
import { createProbeAlerts } from './routing/probe-alerts.ts';
import { runRouting, type RoutingRun } from './routing/run-routing.ts';
import { runRuleTests, type RuleTests } from './rule-tests.ts';
import { simulateRules, type RuleStates } from './rule-states.ts';
import { readSubmission, type Rule, type SubmissionFiles } from './submission-files.ts';
import { checkFiles, type Refusal } from './validity.ts';
import type { FileTrouble } from './yaml-source.ts';

/** All that the checks of lesson 05 read. */
export interface Answers {
  ruleFiles: string[];
  hasAlertmanager: boolean;
  rules: Rule[];
  runbooks: Record<string, string>;
  troubles: FileTrouble[];
  refusals: Refusal[];
  states: RuleStates;
  /** Absent where there is no configuration that Alertmanager would load. */
  routing?: RoutingRun & { lines?: RoutingLines };
  tests: RuleTests;
}

/** Reads the submission, and puts it before the engines. */
export async function askEngines({ directory, seed, engines }: Question): Promise<Json> {
  const files = await readSubmission(directory);
  // Beside the copy, and gone with it.
  const scratch = join(directory, '..', 'alert-rules');
  await mkdir(scratch, { recursive: true });
  const rules = files.groups.flatMap((group) => group.rules);
  const asked = [
    checkFiles(directory, files, engines),
    simulateRules(files.groups, { engines, seed, folder: join(scratch, 'scenarios') }),
    simulateBusiness(files.groups, engines),
    route({ files, rules, directory, seed, engines }),
    runRuleTests(directory, files, engines, join(scratch, 'versions')),
  ] as const;
  // When one fails, what the others still write must not outlive the folder.
  await Promise.allSettled(asked);
  const [refusals, simulated, business, routing, tests] = await Promise.all(asked);
  const answers: Answers = {
    ruleFiles: files.ruleFiles,
    hasAlertmanager: files.alertmanager !== undefined,
    rules,
    runbooks: files.runbooks,
    troubles: files.troubles,
    refusals,
    states: { ...simulated, ...(business === undefined ? {} : { business }) },
    ...(routing === undefined ? {} : { routing }),
    tests,
  };
  return answers as unknown as Json;
}

interface Routing extends Pick<Question, 'directory' | 'seed' | 'engines'> {
  files: SubmissionFiles;
  rules: readonly Rule[];
}

async function route({ files, rules, directory, seed, engines }: Routing): Promise<Answers['routing']> {
  const value = files.alertmanager?.value;
  if (value === undefined || value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const alerts = rules.filter(({ alert }) => alert !== undefined);
  const watchdog = alerts.find(({ group }) => group === 'watchdog');
  // Others in its group would be about something else.
  const escalation = alerts.find(({ group, expr }) => group === 'routing' && expr.includes('ALERTS'));
  const probes = createProbeAlerts(seed, {
    ...(watchdog === undefined ? {} : { watchdog }),
    ...(escalation === undefined ? {} : { escalation }),
    others: alerts.filter(({ group }) => group !== 'watchdog' && group !== 'routing'),
  });
  const run = await runRouting({ value, directory, probes, engines });
  return files.alertmanager === undefined ? run : { ...run, lines: findRoutingLines(files.alertmanager) };
}

/** The answers, as the checks read them. */
export const answersOf = (evidence: Evidence): Answers => evidence.answers as unknown as Answers;
