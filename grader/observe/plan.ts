import type { EngineName, Engines } from '../backends/engines.ts';
import type { SinkPlan } from '../backends/sinks.ts';
import type { Json, Run } from '../evidence/evidence.ts';
import type { Traffic } from './traffic.ts';

/** What of a lesson is run. */
export interface ObservationPlan {
  /** The lesson's id. */
  id: string;
  /** The services of the lesson and the file that starts each, relative to the exercise's folder. */
  services: Record<string, string>;
  runs: Record<string, RunPlan>;
  /** Whether its services load so much that no more of them run at once than there are cores, and one. Default: all at once. */
  heavy?: boolean;
  /** The programs that `ask` works with. */
  needs?: readonly EngineName[];
  /**
   * Puts the lesson's questions to the engines, while the runs go on. Whatever the submission has wrong is part of the answers; an error
   * thrown here is a fault of the grader's.
   */
  ask?(question: Question): Promise<Json>;
}

/** What a lesson has in hand when it asks. */
export interface Question {
  /** The copy of the submission. */
  directory: string;
  seed: number;
  engines: Engines;
  /** Settles when all runs are over. */
  runs: Promise<Readonly<Record<string, Run>>>;
}

/** One way the submission is run: under which environment, with what traffic, to what end. */
export interface RunPlan {
  /** Added to the environment of every service; a function is asked for each. */
  env?: Record<string, string> | ((service: string) => Record<string, string>);
  /** Where its telemetry can go. */
  sinks?: SinkPlan;
  /** Whether the lesson's status suffers when the run does not go as planned. Default: true. */
  required?: boolean;
  drive(traffic: Traffic): Promise<void>;
  /** How the run is meant to end: the grader's SIGTERM after the traffic, or by the app's own crash. */
  ends: 'sigterm' | 'crash';
}
