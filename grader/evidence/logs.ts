import { visit } from 'jsonc-parser';
import type { Evidence, Pointer, ProcessRecord, Run } from './evidence.ts';
import { excerptOf } from './excerpt.ts';

/** A line is the bytes between two 0x0A. Longer ones are not parsed. */
const MAX_PARSED_CHARACTERS = 1024 * 1024;

/** One line an app wrote, parsed as far as it can be. A parse error is data here, not an exception. */
export interface LogLine {
  readonly run: string;
  readonly service: string;
  readonly channel: 'stdout' | 'stderr';
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Whether the bytes are UTF-8; if not, `text` has U+FFFD in their place. */
  readonly validUtf8: boolean;
  /** The line as an object; undefined when it is none. */
  readonly object: Readonly<Record<string, unknown>> | undefined;
  /** Why it is none. */
  readonly problem: LineProblem | undefined;
  /** Keys that stand more than once in one object of the line, which JSON.parse hides. */
  readonly duplicates: readonly { readonly key: string; readonly offset: number }[];
}

export type LineProblem = 'empty' | 'not-json' | 'not-object' | 'too-long';

/** All lines a process wrote to one channel. A last line without 0x0A counts too. */
export function readLines(run: Run, record: ProcessRecord, channel: 'stdout' | 'stderr'): LogLine[] {
  const bytes = Buffer.from(record[channel]);
  const lines: LogLine[] = [];
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    const part = bytes.subarray(start, end);
    const text = part.toString('utf8');
    lines.push({
      run: run.name,
      service: record.service,
      channel,
      number: lines.length + 1,
      text,
      validUtf8: Buffer.from(text, 'utf8').equals(part),
      ...parseLine(text),
    });
    start = end + 1;
  }
  return lines;
}

/** The stdout lines of all runs, in the order of the runs. */
export function stdoutLines(evidence: Evidence): LogLine[] {
  return Object.values(evidence.runs).flatMap((run) =>
    Object.values(run.processes).flatMap((record) => readLines(run, record, 'stdout')),
  );
}

function parseLine(text: string): Pick<LogLine, 'object' | 'problem' | 'duplicates'> {
  const none = { object: undefined, duplicates: [] };
  if (text.trim() === '') return { ...none, problem: 'empty' };
  if (text.length > MAX_PARSED_CHARACTERS) return { ...none, problem: 'too-long' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ...none, problem: 'not-json' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { ...none, problem: 'not-object' };
  return { object: value as Record<string, unknown>, problem: undefined, duplicates: duplicateKeys(text) };
}

function duplicateKeys(text: string): { key: string; offset: number }[] {
  const duplicates: { key: string; offset: number }[] = [];
  const open: Set<string>[] = [];
  try {
    visit(text, {
      onObjectBegin: () => void open.push(new Set()),
      onObjectEnd: () => void open.pop(),
      onObjectProperty(key, offset) {
        const keys = open.at(-1);
        if (keys?.has(key)) duplicates.push({ key, offset });
        keys?.add(key);
      },
    });
  } catch {
    // nested deeper than the reader's stack: JSON.parse has accepted it, and no logger writes it
  }
  return duplicates;
}

/** Points at a line, and at a part of it. */
export function pointAt(line: LogLine, from = 0, length = 0): Pointer {
  const { channel, run, service, number } = line;
  return { channel, run, service, line: number, ...excerptOf(line.text, from, length) };
}

/** Points at the place in a line where `part` stands; at the line when it stands nowhere. */
export function pointAtPart(line: LogLine, part: string): Pointer {
  const from = line.text.indexOf(part);
  return from === -1 ? pointAt(line) : pointAt(line, from, part.length);
}

/** Looks a field up by name: first as one key (`"http.route"`), then as a path (`{"http":{"route":…}}`). */
export function fieldOf(object: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  let value: unknown = object;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

/** The first of several names under which an object has a plain value (text, number, boolean), with that value. */
export function firstField(
  object: Readonly<Record<string, unknown>>,
  names: readonly string[],
): { name: string; value: string | number | boolean } | undefined {
  for (const name of names) {
    const value = fieldOf(object, name);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return { name, value };
  }
  return undefined;
}
