import { createContext, runInContext } from 'node:vm';

/** Longer than any honest expression takes for what a dashboard has. */
const WITHIN_MS = 100;

/** Thrown where somebody's regular expression is none, or backtracks without end. */
export class RegexRefused extends Error {
  readonly source: string;

  constructor(source: string) {
    super(`the regular expression ${source} was given up`);
    this.name = 'RegexRefused';
    this.source = source;
  }
}

/** What was given up once is not tried again. */
const refused = new Set<string>();
const room = createContext(Object.create(null) as object, { codeGeneration: { strings: false, wasm: false } });

/** `/source/flags`, or a text that must match from end to end, as Grafana takes both. */
function patternOf(text: string): { source: string; flags: string } {
  const [, source, flags = ''] = /^\/(.*)\/([dgimsuvy]*)$/s.exec(text) ?? [];
  return source === undefined ? { source: `^${text}$`, flags: '' } : { source, flags };
}

/** Somebody else's regular expression, which may never come to an end: whatever it is asked has a deadline. */
export function boundedRegex(text: string): {
  /** Whether it matches each of the texts. @throws {RegexRefused} */
  tests(texts: readonly string[]): boolean[];
  /** The texts with its matches replaced. @throws {RegexRefused} */
  replaceIn(texts: readonly string[], replacement: string): string[];
  /** Its first match in each text: the group called `value` and the first group, where there are such. @throws {RegexRefused} */
  firstIn(texts: readonly string[]): { whole: string; first: string | null; value: string | null; text: string | null }[];
} {
  const { source, flags } = patternOf(text);
  const pattern = `new RegExp(${JSON.stringify(source)}, ${JSON.stringify(flags)})`;
  const run = <Result>(code: string, ...values: unknown[]): Result => {
    if (refused.has(text)) throw new RegexRefused(text);
    try {
      const given = values.map((value) => JSON.stringify(value)).join(',');
      // What comes back is a text: nothing of the other realm is kept.
      return JSON.parse(
        String(runInContext(`JSON.stringify((${code})(${given}))`, room, { timeout: WITHIN_MS })),
      ) as Result;
    } catch {
      refused.add(text);
      throw new RegexRefused(text);
    }
  };
  return {
    tests: (texts) => run(`(texts) => texts.map((text) => ${pattern}.test(text))`, texts),
    replaceIn: (texts, replacement) =>
      run(`(texts, by) => texts.map((text) => text.replace(${pattern}, by))`, texts, replacement),
    firstIn: (texts) =>
      run(
        `(texts) => texts.flatMap((text) => { const match = ${pattern}.exec(text); return match === null ? [] : [{ whole: match[0], first: match[1] ?? null, value: match.groups?.value ?? null, text: match.groups?.text ?? null }]; })`,
        texts,
      ),
  };
}
