import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ALERTMANAGER_FILE, RULES_FOLDER, RUNBOOKS_FOLDER, TESTS_FOLDER } from './names.ts';
import { readYamlSource, type FileTrouble, type YamlSource } from './yaml-source.ts';

/** A rule as the learner wrote it. */
export interface Rule {
  group: string;
  file: string;
  line: number;
  /** An alert's name; undefined for a recording rule. */
  alert?: string;
  /** What a recording rule's result is called. */
  record?: string;
  expr: string;
  for: string;
  /** How long the alert goes on when the expression gives it no more. */
  keepFiringFor: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** A group as it stands in its file, ready to be written elsewhere. */
export interface Group {
  name: string;
  file: string;
  rules: Rule[];
  source: Record<string, unknown>;
}

/** What the submission holds. */
export interface SubmissionFiles {
  /** The paths of the rule files, whether they can be read or not. */
  ruleFiles: string[];
  groups: Group[];
  alertmanager: YamlSource | undefined;
  /** Those that are not empty, and what is wrong with them. */
  testFiles: string[];
  testTroubles: FileTrouble[];
  /** The text of each runbook, by its file's name. */
  runbooks: Record<string, string>;
  /** What is wrong with the rule files and with the Alertmanager's. */
  troubles: FileTrouble[];
}

/** What is not a text in YAML may be meant as one; what is not a single value cannot. */
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const texts = z.record(z.string(), z.unknown()).nullish().catch(undefined);
const ruleShape = z.looseObject({
  alert: text.optional().catch(undefined),
  record: text.optional().catch(undefined),
  expr: text.catch(''),
  for: text.default('0s').catch('0s'),
  keep_firing_for: text.default('0s').catch('0s'),
  labels: texts,
  annotations: texts,
});
const groupShape = z.looseObject({ name: text, rules: z.array(z.unknown()).nullish() });
const fileShape = z.looseObject({ groups: z.array(z.unknown()).nullish() });

/** Reads the submission's files. Whatever is wrong with one, the others are read. */
export async function readSubmission(directory: string): Promise<SubmissionFiles> {
  const [ruleFiles, testFiles, runbookFiles] = await Promise.all([
    filesIn(directory, RULES_FOLDER, /\.ya?ml$/),
    filesIn(directory, TESTS_FOLDER, /\.ya?ml$/),
    filesIn(directory, RUNBOOKS_FOLDER, /\.md$/),
  ]);
  const sources = await Promise.all(ruleFiles.map(async (file) => readYamlSource(file, await textOf(directory, file))));
  const alertmanagerText = await readFile(join(directory, ALERTMANAGER_FILE), 'utf8').catch(() => undefined);
  const alertmanager =
    alertmanagerText === undefined || alertmanagerText.trim() === ''
      ? undefined
      : readYamlSource(ALERTMANAGER_FILE, alertmanagerText, '1.1');
  const tests = await Promise.all(testFiles.map(async (file) => ({ file, text: await textOf(directory, file) })));
  const written = tests.filter((test) => test.text.trim() !== '');
  const runbooks = await Promise.all(
    runbookFiles.map(async (file) => [file.slice(RUNBOOKS_FOLDER.length + 1), await textOf(directory, file)] as const),
  );
  return {
    ruleFiles,
    groups: sources.flatMap((source) => groupsOf(source)),
    alertmanager,
    testFiles: written.map(({ file }) => file),
    testTroubles: written.flatMap(({ file, text: source }) => readYamlSource(file, source).trouble ?? []),
    runbooks: Object.fromEntries(runbooks),
    troubles: [...sources, alertmanager].flatMap((source) => source?.trouble ?? []),
  };
}

async function filesIn(directory: string, folder: string, pattern: RegExp): Promise<string[]> {
  const entries = await readdir(join(directory, folder), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map(({ name }) => `${folder}/${name}`)
    .toSorted();
}

const textOf = (directory: string, file: string): Promise<string> => readFile(join(directory, file), 'utf8');

function groupsOf({ file, value, lineOf }: YamlSource): Group[] {
  const groups = fileShape.safeParse(value).data?.groups ?? [];
  return groups.flatMap((raw, groupIndex) => {
    const { data } = groupShape.safeParse(raw);
    if (data === undefined) return [];
    const rules = (data.rules ?? []).flatMap((one, index): Rule[] => {
      const rule = ruleShape.safeParse(one).data;
      if (rule === undefined) return [];
      return [
        {
          group: data.name,
          file,
          line: lineOf(['groups', groupIndex, 'rules', index]),
          ...(rule.alert === undefined ? {} : { alert: rule.alert }),
          ...(rule.record === undefined ? {} : { record: rule.record }),
          expr: rule.expr,
          for: rule.for,
          keepFiringFor: rule.keep_firing_for,
          labels: stringsOf(rule.labels),
          annotations: stringsOf(rule.annotations),
        },
      ];
    });
    return [{ name: data.name, file, rules, source: raw as Record<string, unknown> }];
  });
}

function stringsOf(map: Record<string, unknown> | null | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(map ?? {}).map(([key, value]) => [key, String(value)]));
}
