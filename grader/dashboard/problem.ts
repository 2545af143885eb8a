import type { JsonText } from './json-text.ts';
import type { JsonPlace } from './model.ts';

/** What Grafana takes for a uid (https://grafana.com/docs/grafana/latest/administration/provisioning/). */
export const UID = /^[\w-]{1,40}$/;

/** A file's path in the submission, and its text. */
export interface TextFile {
  file: string;
  text: string;
}

/** What is read at most: of more nobody could say that it was judged. */
export const MOST = { mebibytes: 2, depth: 200, panels: 200, targets: 50, variables: 50 } as const;

/** That a file has more of something than is read, in the words of its own format. */
export const tooMuch = (file: string, what: keyof typeof MOST): Problem => ({
  code: 'too-much',
  params: { file, what, most: String(MOST[what]) },
});

/** A place in one of a submission's files, ready to be shown. */
export interface FilePlace {
  file: string;
  line: number;
  column: number;
  /** The line. */
  text: string;
}

/** What keeps Grafana from loading a file, or from showing what it holds. */
export interface Problem {
  code:
    | 'missing'
    | 'syntax'
    | 'too-much'
    | 'datasource'
    | 'datasource-uid'
    | 'provider'
    | 'provider-path'
    | 'dashboard'
    | 'dashboard-uid'
    | 'bare-v2'
    | 'inputs'
    | 'unbound'
    | 'variable-query';
  params: Record<string, string>;
  place?: FilePlace;
}

/** A file of a submission, read. */
export interface ReadFile {
  file: string;
  read: JsonText;
}

/** Where something stands in a file. */
export function placeIn({ file, read }: ReadFile, place: JsonPlace): FilePlace {
  const { line, column } = read.find(place);
  return { file, line, column, text: read.line(line) };
}

/** That a file cannot be read, and where. */
export function syntaxProblem({ file, read: { error, line } }: ReadFile): Problem[] {
  if (error === undefined) return [];
  const place = { file, line: error.line, column: error.column, text: line(error.line) };
  const params = { file, reason: error.reason, line: String(error.line), column: String(error.column) };
  return [{ code: 'syntax', params, place }];
}
