import { createContext, runInContext } from 'node:vm';

/** Longer than any honest expression takes for what a dashboard has: of the processor's time, since a busy machine may let us wait. */
const WITHIN_MS = 300;
const MOST_TRIES = 20;

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
  if (!text.startsWith('/')) return { source: `^${text}$`, flags: '' };
  const [, source, flags = ''] = /^\/(.*)\/(\w*)$/s.exec(text) ?? [];
  if (source === undefined) throw new RegexRefused(text);
  return { source, flags };
}

/** Where a regular expression matched. */
interface Match {
  input: string;
  first: string | null;
  value: string | null;
}

/** Somebody else's regular expression, which may never come to an end: whatever it is asked has a deadline. */
export function boundedRegex(text: string): {
  /** Whether it matches each of the texts. @throws {RegexRefused} */
  tests(texts: readonly string[]): boolean[];
  /** The texts with its matches replaced. @throws {RegexRefused} */
  replaceIn(texts: readonly string[], replacement: string): string[];
  /** Its first match in each text: the group called `value` and the first group, where there are such. @throws {RegexRefused} */
  firstIn(texts: readonly string[]): Match[];
} {
  const { source, flags } = patternOf(text);
  const pattern = `new RegExp(${JSON.stringify(source)}, ${JSON.stringify(flags)})`;
  const run = (code: string, ...values: unknown[]): unknown => {
    const given = values.map((value) => JSON.stringify(value)).join(',');
    // What comes back is a text: nothing of the other realm is kept.
    return JSON.parse(runBounded(text, `JSON.stringify((${code})(${given}))`));
  };
  return {
    tests: (texts) => run(`(texts) => texts.map((text) => ${pattern}.test(text))`, texts) as boolean[],
    replaceIn: (texts, replacement) =>
      run(`(texts, by) => texts.map((text) => text.replace(${pattern}, by))`, texts, replacement) as string[],
    firstIn: (texts) =>
      run(
        `(texts) => texts.flatMap((text) => { const match = ${pattern}.exec(text); return match === null ? [] : [{ input: text, first: match[1] ?? null, value: match.groups?.value ?? null }]; })`,
        texts,
      ) as Match[],
  };
}

function runBounded(text: string, code: string): string {
  const start = spentMs();
  for (let tries = 0; tries < MOST_TRIES && !refused.has(text) && spentMs() - start < WITHIN_MS; tries += 1) {
    try {
      return String(runInContext(code, room, { timeout: WITHIN_MS }));
    } catch (error) {
      if (!isTimeout(error)) break;
    }
  }
  refused.add(text);
  throw new RegexRefused(text);
}

const MICROSECONDS = 1000;

function spentMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / MICROSECONDS;
}

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
