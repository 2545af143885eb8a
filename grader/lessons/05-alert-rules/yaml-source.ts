import { isMap, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { Pointer } from '../../evidence/evidence.ts';
import { excerptOf } from '../../evidence/excerpt.ts';
import { findOvergrowth } from './yaml-growth.ts';

/** A longer file is not one of a learner's. */
const MAX_CHARACTERS = 256 * 1024;

/** What a file may come to once its aliases are written out: a bomb has billions. */
const MAX_WRITTEN_OUT = 4 * MAX_CHARACTERS;

/** What is wrong with a file, and where (from 1). */
export interface FileTrouble {
  code: 'yaml' | 'too-long';
  file: string;
  reason: string;
  line: number;
  column: number;
  text: string;
}

/** A YAML file as it was read: what it holds, or why it cannot be read. */
export interface YamlSource {
  file: string;
  value: unknown;
  trouble?: FileTrouble;
  /** The line (from 1) on which what a path leads to begins. */
  lineOf(path: readonly (string | number)[]): number;
}

/**
 * Reads YAML. What is wrong with it is told by its place.
 * @param version as the tool that the file is for has it: Alertmanager takes `yes` and `on` for true
 */
export function readYamlSource(file: string, text: string, version: '1.1' | '1.2' = '1.2'): YamlSource {
  const fail = (reason: string, line = 1, column = 1, code: FileTrouble['code'] = 'yaml'): YamlSource => ({
    file,
    value: undefined,
    trouble: { code, file, reason, line, column, text: text.split(/\r?\n/)[line - 1] ?? '' },
    lineOf: () => 1,
  });
  if (text.length > MAX_CHARACTERS) return fail(`${text.length} > ${MAX_CHARACTERS}`, 1, 1, 'too-long');
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    version,
    merge: true,
    // Neither of the tools knows these.
    customTags: (tags) =>
      tags.filter((tag) => typeof tag === 'string' || !/timestamp|TIME/.test(`${tag.tag} ${tag.format}`)),
  });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    const [reason = ''] = error.message.split(/ at line |\n/);
    return fail(reason, line, col);
  }
  const overgrowth = findOvergrowth(document, MAX_WRITTEN_OUT);
  if (overgrowth !== undefined) {
    const { line, col } = lines.linePos(overgrowth.offset);
    return fail(overgrowth.reason, line, col);
  }
  try {
    // Their number is no measure of anything: what they come to is known by now.
    const value: unknown = document.toJS({ maxAliasCount: -1 });
    return { file, value, lineOf: (path) => lines.linePos(startOf(document, path)).line };
  } catch (thrown) {
    return fail(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** Where the value at a path begins: in a map, where its key does. */
function startOf(document: Document, path: readonly (string | number)[]): number {
  const parent: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  const last = path.at(-1);
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => String(key) === String(last));
    return (pair?.key as { range?: [number] } | undefined)?.range?.[0] ?? 0;
  }
  if (isSeq(parent) && typeof last === 'number') {
    const item = parent.items[last] as { range?: [number] } | undefined;
    return item?.range?.[0] ?? 0;
  }
  return 0;
}

/** Points at a line of a file of the submission. */
export function pointAtLine(file: string, line: number, text: string, column = 1): Pointer {
  return { channel: 'file', run: 'rules', service: file, line, ...excerptOf(text, column - 1) };
}
