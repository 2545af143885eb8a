/** A start-up failure that is known well enough to name its place and its remedy. */
export interface StartupError {
  code: 'enum' | 'parameter-property' | 'typescript' | 'type-import' | 'module' | 'flag' | 'port';
  params: Record<string, string | number>;
}

type Reader = (stderr: string) => StartupError | undefined;

/** Node writes the place of an error as a line of its own, a path and a line number: `app.ts:3`. */
const PLACE = /^([^\s:]+\.[cm]?[jt]s):(\d+)$/m;

function place(stderr: string): { file: string; line: string } {
  const [, file = '?', line = '?'] = PLACE.exec(stderr) ?? [];
  return { file, line };
}

/** The failures learners meet, most specific first. Messages are Node.js 26's. */
const READERS: Reader[] = [
  (stderr) => (/TypeScript enum is not supported/.test(stderr) ? { code: 'enum', params: place(stderr) } : undefined),
  (stderr) =>
    /TypeScript parameter property is not supported/.test(stderr)
      ? { code: 'parameter-property', params: place(stderr) }
      : undefined,
  (stderr) => {
    const [, what] = /ERR_(?:UNSUPPORTED|INVALID)_TYPESCRIPT_SYNTAX\]: *(.+)/.exec(stderr) ?? [];
    return what === undefined ? undefined : { code: 'typescript', params: { ...place(stderr), what: what.trim() } };
  },
  (stderr) => {
    const [, module, name] =
      /The requested module '([^']+)' does not provide an export named '([^']+)'/.exec(stderr) ?? [];
    return module === undefined || name === undefined
      ? undefined
      : { code: 'type-import', params: { ...place(stderr), module, name } };
  },
  (stderr) => {
    const [, name, module] =
      /Named export '([^']+)' not found\. The requested module '([^']+)' is a CommonJS module/.exec(stderr) ?? [];
    return module === undefined || name === undefined
      ? undefined
      : { code: 'type-import', params: { ...place(stderr), module, name } };
  },
  (stderr) => {
    const [, module, importer] = /Cannot find (?:module|package) '([^']+)' imported from (\S+)/.exec(stderr) ?? [];
    return module === undefined || importer === undefined
      ? undefined
      : { code: 'module', params: { module, file: importer } };
  },
  (stderr) => {
    const [, flag] = /bad option: (\S+)/.exec(stderr) ?? [];
    return flag === undefined ? undefined : { code: 'flag', params: { flag } };
  },
  (stderr) => {
    const [, port] = /EADDRINUSE[^\n]{0,100}:(\d+)$/m.exec(stderr) ?? [];
    return port === undefined ? undefined : { code: 'port', params: { port } };
  },
];

/** Node.js says what killed a process last; what an app wrote before may be long, and made to be slow to search. */
const LAST_CHARACTERS = 16 * 1024;

/** Reads what Node.js said about a process that did not start; undefined when it is nothing special. */
export function readStartupError(output: string): StartupError | undefined {
  const stderr = output.slice(-LAST_CHARACTERS);
  for (const read of READERS) {
    const found = read(stderr);
    if (found !== undefined) return found;
  }
  return undefined;
}
