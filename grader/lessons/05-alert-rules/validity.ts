import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Engines } from '../../backends/engines.ts';
import { ALERTMANAGER_FILE } from './names.ts';
import { templatesInside } from './routing/derive-config.ts';
import type { SubmissionFiles } from './submission-files.ts';
import type { YamlSource } from './yaml-source.ts';

/** What the tools say of the learner's files. */
export interface Refusal {
  file: string;
  tool: 'promtool' | 'amtool';
  /** The tool's own words. */
  reason: string;
  line?: number;
  column?: number;
}

/** Has promtool and amtool check the files that are YAML at all. */
export async function checkFiles(
  directory: string,
  { ruleFiles, alertmanager, troubles }: SubmissionFiles,
  engines: Engines,
): Promise<Refusal[]> {
  const isYaml = (file: string): boolean => troubles.every((trouble) => trouble.file !== file);
  const refusals = await Promise.all([
    checkRules(directory, ruleFiles.filter(isYaml), engines),
    alertmanager !== undefined && isYaml(ALERTMANAGER_FILE) ? checkAlertmanager(directory, alertmanager, engines) : [],
  ]);
  return refusals.flat();
}

async function checkRules(directory: string, files: readonly string[], engines: Engines): Promise<Refusal[]> {
  if (files.length === 0) return [];
  const check = (some: readonly string[]) => engines.run('promtool', ['check', 'rules', ...some], { cwd: directory });
  if ((await check(files)).ok) return [];
  const each = await Promise.all(files.map(async (file) => ({ file, result: await check([file]) })));
  return each.flatMap(({ file, result: { ok, stdout, stderr } }): Refusal[] => {
    if (ok) return [];
    const [first = ''] = linesOf(`${stderr}\n${stdout}`).filter((line) => !/^(?:Checking|FAILED:$)/.test(line));
    const { line, column, reason } = PLACE.exec(first)?.groups ?? {};
    return line === undefined
      ? [{ file, tool: 'promtool', reason: first }]
      : [{ file, tool: 'promtool', reason: reason ?? first, line: Number(line), column: Number(column) }];
  });
}

/** `rules/slo.yml: 12:15: group "…`; the column is not always there. */
const PLACE = /^[^:]+: (?<line>\d+):(?<column>\d+): (?<reason>.*)$/;

async function checkAlertmanager(directory: string, { value }: YamlSource, engines: Engines): Promise<Refusal[]> {
  const file = await fileToCheck(directory, value);
  const { ok, stdout, stderr } = await engines.run('amtool', ['check-config', file], { cwd: directory });
  if (ok) return [];
  const lines = linesOf(`${stdout}\n${stderr}`);
  const failed = lines.find((line) => line.includes('FAILED')) ?? lines[0] ?? '';
  const reason = failed.replace(/^.*FAILED:\s*/, '');
  const line = /\bline (\d+)/.exec(reason)?.[1];
  return [{ file: ALERTMANAGER_FILE, tool: 'amtool', reason, ...(line === undefined ? {} : { line: Number(line) }) }];
}

/** The learner's file; of one whose templates lie elsewhere a copy without these, because amtool reads them. */
async function fileToCheck(directory: string, value: unknown): Promise<string> {
  const { templates } = z
    .looseObject({ templates: z.array(z.unknown()) })
    .catch({ templates: [] })
    .parse(value);
  const inside = templatesInside({ templates });
  if (inside.length === templates.length) return ALERTMANAGER_FILE;
  const copy = '.three-am-alertmanager-checked.json';
  await writeFile(join(directory, copy), JSON.stringify({ ...(value as object), templates: inside }));
  return copy;
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
