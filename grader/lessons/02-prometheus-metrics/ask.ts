import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { QueryResult } from '../../backends/engines.ts';
import type { Json } from '../../evidence/evidence.ts';
import type { Question } from '../../observe/plan.ts';
import { createTwoHours } from './two-hours.ts';

/** The file with the learner's queries. */
export const QUERIES_FILE = 'queries.yaml';

/** A longer file, or query, is not one of a learner's. */
const MAX_CHARACTERS = 64 * 1024;

/** What came of the learner's queries. */
export interface QueryAnswers {
  /** Why the file could not be read, with its place (from 1) where there is one. */
  trouble?: { code: 'missing' | 'syntax' | 'shape'; reason: string; line?: number; column?: number; text?: string };
  /** Each query at each probe, in the probes' order. */
  answers: { id: string; query: string; line: number; results: QueryResult[] }[];
}

const shape = z.record(z.string(), z.string());

/** Evaluates the learner's queries at every probe of the two hours, on a real Prometheus. */
export async function askQueries({ directory, seed, engines }: Question): Promise<Json> {
  const text = await readFile(join(directory, QUERIES_FILE), 'utf8').catch(() => undefined);
  const { queries, trouble } = readQueries(text);
  if (queries.length === 0) return toJson({ answers: [], ...(trouble === undefined ? {} : { trouble }) });
  const { samples, probes } = createTwoHours(seed);
  const prometheus = await engines.prometheus(samples);
  const answers = await Promise.all(
    queries.map(async (query) => ({
      ...query,
      results: await Promise.all(probes.map(({ at }) => prometheus.query(query.query, at))),
    })),
  );
  return toJson({ answers });
}

interface Query {
  id: string;
  query: string;
  line: number;
}

/** Reads the file: its queries, or why there are none. */
function readQueries(text: string | undefined): { queries: Query[]; trouble?: QueryAnswers['trouble'] } {
  if (text === undefined) return { queries: [], trouble: { code: 'missing', reason: '' } };
  if (text.length > MAX_CHARACTERS)
    return { queries: [], trouble: { code: 'shape', reason: `${text.length} > ${MAX_CHARACTERS}` } };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    const [reason = ''] = error.message.split(/ at line |\n/);
    const wrong = text.split('\n')[line - 1] ?? '';
    return { queries: [], trouble: { code: 'syntax', reason, line, column: col, text: wrong } };
  }
  const value: unknown = document.toJS({ maxAliasCount: 10 });
  const { data, error: departure } = shape.safeParse(value ?? {});
  if (data === undefined) {
    const [first] = departure.issues;
    return { queries: [], trouble: { code: 'shape', reason: first?.path.join('.') ?? '' } };
  }
  const queries = Object.entries(data).map(([id, query]) => ({ id, query: query.trim(), line: lineOf(text, id) }));
  const asked = queries.filter(({ query }) => query !== '');
  return asked.length === 0 ? { queries: [], trouble: { code: 'missing', reason: '' } } : { queries: asked };
}

const lineOf = (text: string, id: string): number =>
  Math.max(1, text.split('\n').findIndex((line) => line.startsWith(`${id}:`)) + 1);

const toJson = (answers: QueryAnswers): Json => answers as unknown as Json;
