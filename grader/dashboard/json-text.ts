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
  const positionOf = (offset: number): { line: number; column: number } => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
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
