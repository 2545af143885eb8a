/** The tools that judge beside us: the real ones. */
export type EngineName = 'prometheus' | 'promtool' | 'alertmanager' | 'amtool';

/** An engine that was found. */
export interface Binary {
  name: EngineName;
  /** Absolute. */
  path: string;
  /** Three numbers, as in `3.13.1`: what distributions add is left out. */
  version: string;
}

/** What answers a lesson's questions. */
export interface Engines {
  /** The engines there are, and their versions. */
  readonly versions: Readonly<Record<string, string>>;
  /**
   * Opens a Prometheus over samples, which answers at once.
   * @param samples OpenMetrics text, a timestamp in seconds on each sample; whole or in pieces
   * @throws {EngineFailed} when promtool refuses the samples or Prometheus does not start: a fault of the grader's
   */
  prometheus(samples: string | Iterable<string>): Promise<Prometheus>;
  /** Ends all that was opened, and removes what it has written. */
  close(): Promise<void>;
}

/** A Prometheus that holds what it was given and scrapes nothing. */
export interface Prometheus {
  /** An instant query, evaluated at a time in epoch seconds. */
  query(promql: string, at: number): Promise<QueryResult>;
  /** A range query; times and step in seconds. */
  queryRange(promql: string, range: { from: number; to: number; step: number }): Promise<QueryResult>;
}

/** What Prometheus said to one query. */
export type QueryResult =
  | { ok: true; type: 'vector' | 'matrix' | 'scalar' | 'string'; series: QuerySeries[] }
  /** Its own words. */
  | { ok: false; error: string };

/** One series of an answer: an instant query's has one point. */
export interface QuerySeries {
  labels: Record<string, string>;
  /** Values as Prometheus writes them, so that NaN and +Inf survive; times in epoch seconds. */
  points: [at: number, value: string][];
}

/** Thrown when an engine did not do its work. */
export class EngineFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EngineFailed';
  }
}
