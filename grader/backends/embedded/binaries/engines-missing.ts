import type { EngineName } from '../../engines.ts';

/** The ways an engine is looked for, in their order. */
export type Step = 'explicit' | 'path' | 'cache' | 'release' | 'package';

/** Why a step did not give an engine; each has its sentence in the CLI's texts, as `engines.<code>`. */
export type FailureCode =
  | 'not-found'
  | 'not-executable'
  | 'unusable'
  | 'too-old'
  | 'no-template'
  | 'no-release'
  | 'unreachable'
  | 'stalled'
  | 'status'
  | 'cut-off'
  | 'checksum'
  | 'archive'
  | 'disk-full'
  | 'unwritable'
  | 'no-apt'
  | 'apt'
  | 'not-packaged';

type Params = Readonly<Record<string, string | number>>;

/** Why one step did not give one engine. */
export interface Reason {
  engine: EngineName;
  step: Step;
  code: FailureCode;
  params: Params;
}

/** A step that came to nothing. */
export class StepFailed extends Error {
  readonly code: FailureCode;
  readonly params: Params;

  constructor(code: FailureCode, params: Params = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(params)}`, { cause });
    this.name = 'StepFailed';
    this.code = code;
    this.params = params;
  }
}

/** Not every engine was found. */
export class EnginesMissing extends Error {
  /** Those that were not. */
  readonly engines: EngineName[];
  /** Why, for each of them and each step that was tried. */
  readonly reasons: Reason[];

  constructor(engines: EngineName[], reasons: Reason[]) {
    super(reasons.map(({ engine, step, code }) => `${engine} ${step}: ${code}`).join(', '));
    this.name = 'EnginesMissing';
    this.engines = engines;
    this.reasons = reasons;
  }
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/**
 * What a step's error comes down to. What is neither a failed step nor the file system's (an abort, a fault of the grader)
 * is thrown again.
 * @param path the folder that the step writes to
 */
export function stepFailure(error: unknown, path: string): StepFailed {
  if (error instanceof StepFailed) return error;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code !== undefined && FULL.has(code)) return new StepFailed('disk-full', { path }, error);
  if (code !== undefined && syscall !== undefined) return new StepFailed('unwritable', { path, reason: code }, error);
  throw error;
}
