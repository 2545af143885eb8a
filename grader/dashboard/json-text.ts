import { findNodeAtLocation, parseTree, printParseErrorCode, getNodeValue, type ParseError } from 'jsonc-parser';
import type { JsonPlace } from './model.ts';

/** A JSON file, read as far as it can be. */
export interface JsonText {
  /** What could be read: of a broken file, what stands in its sound parts. */
  value: unknown;
  /** The first thing wrong with it, in the parser's word for it. */
  error?: { reason: string; line: number; column: number };
  /** Where something stands: line and column, from 1; of what is not there, where its nearest container begins. */
  find(place: JsonPlace): { line: number; column: number };
  /** One of its lines, from 1. */
  line(number: number): string;
}

/** Grafana reads JSON with Go's parser: no comments, no commas at the end. */
const STRICT = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

/** Reads a JSON file, remembering where everything stands. */
export function readJson(text: string): JsonText {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, STRICT);
  const lines = text.split('\n');
  const starts = startsOf(lines);
  const positionOf = (offset: number): { line: number; column: number } => {
    const line = lastBelow(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
  const [first] = errors;
  return {
    value: root === undefined ? undefined : (getNodeValue(root) as unknown),
    ...(first === undefined
      ? {}
      : { error: { reason: printParseErrorCode(first.error), ...positionOf(first.offset) } }),
    find(place) {
      for (let length = place.length; root !== undefined && length > 0; length -= 1) {
        const node = findNodeAtLocation(root, place.slice(0, length));
        if (node !== undefined) return positionOf(node.offset);
      }
      return { line: 1, column: 1 };
    },
    line: (number) => (lines[number - 1] ?? '').replace(/\r$/, ''),
  };
}

/** Where each line begins. */
function startsOf(lines: readonly string[]): number[] {
  let next = 0;
  return lines.map((line) => {
    const start = next;
    next += line.length + 1;
    return start;
  });
}

/** The index of the last of ascending numbers that is not above another. */
function lastBelow(numbers: readonly number[], most: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((numbers[middle] ?? 0) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How deep brackets stand in each other, those in texts apart. */
export function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const [token] of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[[{\]}]/g)) {
    if (token === '[' || token === '{') {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (token === ']' || token === '}') depth -= 1;
  }
  return deepest;
}
