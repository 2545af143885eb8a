import type { OtlpTraffic } from '../evidence/otlp.ts';
import type { SentryTraffic } from '../evidence/sentry.ts';

/** Where a run's telemetry is to go, and how what takes it is doing. What is not named is not there, and nothing tells the app of it. */
export interface SinkPlan {
  /** An OTLP endpoint; `down`: a port on which nothing listens. */
  otlp?: 'up' | 'down';
  /**
   * A Sentry project; `silent`: one that takes connections and never answers, as long as the services live; `failing` and `limited`: one that
   * answers 503 or 429.
   */
  sentry?: 'up' | 'silent' | 'failing' | 'limited';
}

/** What takes in one kind of telemetry that the services of one run push. */
export interface Sink<Traffic> {
  /** By which a service finds it. */
  env(service: string): Record<string, string>;
  /** Comes back when all that the services had under way is taken in, at the latest after `withinMs`. To be called once they are gone. */
  drained(withinMs: number): Promise<void>;
  /** All that came in so far. */
  collected(): Traffic;
  close(): Promise<void>;
}

/** What came in, by channel. */
export interface Collected {
  otlp: OtlpTraffic;
  sentry: SentryTraffic;
}

/** All sinks of a run, as one. */
export type Sinks = Sink<Collected>;
