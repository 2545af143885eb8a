export type Format = 'text' | 'openmetrics';

/** `untyped` of the text format is `unknown` here: it is the same thing under its newer name. */
export type MetricType =
  'counter' | 'gauge' | 'histogram' | 'summary' | 'unknown' | 'info' | 'stateset' | 'gaugehistogram';

/** Without a prototype, so that a label may have any name, `__proto__` too. */
export type Labels = Readonly<Record<string, string>>;

export interface Exemplar {
  readonly labels: Labels;
  readonly value: number;
  readonly timestampMs?: number;
}

export interface Sample {
  /** As it stands in the line: `http_request_duration_seconds_bucket`, not its family. */
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
  readonly timestampMs?: number;
  readonly exemplar?: Exemplar;
  /** From 1. */
  readonly line: number;
  /** The line itself. */
  readonly text: string;
}

export interface Family {
  /** As Prometheus stores it: a counter that OpenMetrics declares as `orders` is `orders_total`, an info `build` is `build_info`. */
  readonly name: string;
  readonly type: MetricType;
  /** False for a family of which nothing but samples, help or unit were seen. */
  readonly typeDeclared: boolean;
  readonly help?: string;
  /** OpenMetrics only. */
  readonly unit?: string;
  /** Where it is mentioned first, from 1. */
  readonly line: number;
  /** Empty for a family that was only declared. */
  readonly samples: readonly Sample[];
}

/** Why Prometheus, promtool or the format's own rules refuse an exposition. */
export interface ExpositionError {
  readonly code: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 characters of the line. */
  readonly column: number;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What an app answered to a scrape, read up to its end or to the first error. */
export interface Exposition {
  /** By name, in the order in which they are mentioned first. */
  readonly families: ReadonlyMap<string, Family>;
  readonly series: number;
  readonly error?: ExpositionError;
  /** Whether there are more series than were wanted; what comes after them was not read. */
  readonly truncated: boolean;
}
