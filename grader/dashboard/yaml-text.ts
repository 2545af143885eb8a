import { isNode, LineCounter, parseDocument } from 'yaml';
import type { JsonText } from './json-text.ts';

const MAX_ALIASES = 10;

/** Reads a YAML file as `readJson` does a JSON file. */
export function readYaml(text: string): JsonText {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const positionOf = (offset: number): { line: number; column: number } => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [error] = document.errors;
  const [reason = ''] = error?.message.split(/ at line |\n/) ?? [];
  return {
    value: error === undefined ? (document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown) : undefined,
    ...(error === undefined ? {} : { error: { reason, ...positionOf(error.pos[0]) } }),
    find(place) {
      for (let length = place.length; length > 0; length -= 1) {
        const node = document.getIn(place.slice(0, length), true);
        if (isNode(node) && node.range) return positionOf(node.range[0]);
      }
      return { line: 1, column: 1 };
    },
    line: (number) => (text.split('\n')[number - 1] ?? '').replace(/\r$/, ''),
  };
}
