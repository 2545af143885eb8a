import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { JsonText } from './json-text.ts';

const MAX_ALIASES = 10;

/** Reads a YAML file as `readJson` does a JSON file. */
export function readYaml(text: string): JsonText {
  try {
    return readDocument(text);
  } catch (error) {
    // The reader goes down into what stands in each other until it can no more.
    if (!(error instanceof RangeError)) throw error;
    const lines = text.split('\n');
    return {
      value: undefined,
      error: { reason: error.message, line: 1, column: 1 },
      find: () => ({ line: 1, column: 1 }),
      line: (number) => lines[number - 1] ?? '',
    };
  }
}

const reasonOf = ({ message }: Error): string => message.split(/ at line |\n/)[0] ?? '';

/** What a document holds, unless its aliases make more of it than anybody wrote. */
function valueOf(document: Document.Parsed): Pick<JsonText, 'value' | 'error'> {
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown };
  } catch (error) {
    if (error instanceof RangeError || !(error instanceof Error)) throw error;
    return { value: undefined, error: { reason: reasonOf(error), line: 1, column: 1 } };
  }
}

function readDocument(text: string): JsonText {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const positionOf = (offset: number): { line: number; column: number } => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [error] = document.errors;
  const read =
    error === undefined ? valueOf(document) : { error: { reason: reasonOf(error), ...positionOf(error.pos[0]) } };
  return {
    value: undefined,
    ...read,
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
