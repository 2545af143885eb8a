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
  /**
   * Starts an Alertmanager on a configuration file.
   * @throws {ConfigRefused} when it does not take the file
   * @throws {EngineFailed} when it does not start: a fault of the grader's
   */
  alertmanager(configFile: string): Promise<Alertmanager>;
  /**
   * Runs promtool or amtool to its end.
   * @throws {EngineFailed} when it cannot be started: a fault of the grader's
   */
  run(tool: 'promtool' | 'amtool', args: readonly string[], options: ToolOptions): Promise<ToolResult>;
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

/** Where a tool runs, and for how long it may. */
export interface ToolOptions {
  cwd: string;
  /** In milliseconds; then it is killed. Default: 20 s. */
  withinMs?: number;
}

/** What a tool said, and how it ended. */
export interface ToolResult {
  ok: boolean;
  code: number | null;
  stdout: string;
  stderr: string;
  /** It was killed: it took too long, or wrote too much. */
  cutOff: boolean;
}

/** An Alertmanager that stands alone. Of one that its configuration has brought down, everything throws {@link ConfigRefused}. */
export interface Alertmanager {
  /** Hands in alerts, all in one request. @throws {EngineFailed} when they are refused */
  post(alerts: readonly PostedAlert[]): Promise<void>;
  /** The alerts that it knows, and what it does with them. */
  alerts(): Promise<KnownAlert[]>;
  /** Silences all alerts that have these labels, for an hour. */
  silence(labels: Readonly<Record<string, string>>): Promise<void>;
  /** The notifications that it gave up, so far and as it tells of them. */
  failures(): readonly NotificationFailure[];
}

/** A notification that Alertmanager could not write, or that a channel did not take. */
export interface NotificationFailure {
  receiver: string;
  /** The kind of the receiver's configuration, `slack`, and which of them. */
  integration: string;
  index: number;
  /** Alertmanager's own words. */
  reason: string;
}

/** An alert as Prometheus hands it in; times in epoch milliseconds. */
export interface PostedAlert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: number;
  /** When it is over. */
  endsAt: number;
}

/** What Alertmanager says of an alert. */
export interface KnownAlert {
  labels: Record<string, string>;
  fingerprint: string;
  state: 'unprocessed' | 'active' | 'suppressed';
  /** The names of all receivers to which its routes lead. */
  receivers: string[];
  /** Fingerprints of the alerts, or ids of the silences, that keep it from being told. */
  inhibitedBy: string[];
  silencedBy: string[];
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

/** Thrown when an engine does not take the configuration that it was given; the message is the engine's own. */
export class ConfigRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigRefused';
  }
}

/** Thrown when an engine did not do its work. */
export class EngineFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EngineFailed';
  }
}
