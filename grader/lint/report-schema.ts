import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { reportSchema } from '../report/schema.ts';
import type { Rule } from './complaint.ts';
import { textOf } from './lesson-folders.ts';

const FILE = 'grader/report/report.schema.json';

/** The published JSON Schema of the report is the one that the grader's own model gives. */
export const lintReportSchema: Rule = async (root) => {
  const text = await textOf(root, FILE);
  if (text === publishedSchema()) return [];
  const fault = text === undefined ? 'does not exist' : 'is not what grader/report/schema.ts gives';
  return [{ file: FILE, message: `${fault}: run "node grader/lint/lint.ts --write"` }];
};

/** Publishes the schema of the grader's model. */
export async function writeReportSchema(root: string): Promise<void> {
  await writeFile(join(root, FILE), publishedSchema());
}

function publishedSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(reportSchema, { target: 'draft-2020-12' }), undefined, 2)}\n`;
}
