import type { LedgerEntry } from '../../shop/protocol.ts';
import type { OtlpTraffic } from './otlp.ts';
import type { SentryTraffic } from './sentry.ts';

/** Version of the evidence folder's layout; a folder of another version is not judged. */
export const EVIDENCE_SCHEMA = 'three-am/evidence/v3';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Everything one submission was seen to do in one lesson. Immutable; checks read nothing else. */
export interface Evidence {
  readonly schema: typeof EVIDENCE_SCHEMA;
  readonly lesson: string;
  readonly seed: number;
  readonly startedAt: string;
  /** The folder in which it ran, as it stands in the app's own output. */
  readonly workplace: string;
  /** What the submission did, or contained, that no submission may; absent when it kept to its place. */
  readonly violation?: Trouble<ViolationCode>;
  readonly runs: Readonly<Record<string, Run>>;
  /** The engines that were asked, and their versions. */
  readonly engines: Readonly<Record<string, string>>;
  /** What they answered to the lesson's questions, in a form that the lesson knows; null where none was asked. */
  readonly answers: Json;
}

/** One start of the submission's services, the traffic it was given, and its end. */
export interface Run {
  readonly name: string;
  readonly outcome: RunOutcome;
  /** The services' first failure in one sentence's parameters; absent when all went as planned. */
  readonly trouble?: Trouble;
  readonly processes: Readonly<Record<string, ProcessRecord>>;
  readonly exchanges: readonly Exchange[];
  readonly scrapes: readonly Scrape[];
  /** What the services exported over OTLP; nothing where the run has no collector. */
  readonly otlp: OtlpTraffic;
  readonly sentry: SentryTraffic;
  /** What the traffic knows to be true and checks will need: canaries, who did what. */
  readonly facts: Readonly<Record<string, Json>>;
  /** What the shop said of itself. Corroborates; never the only witness. */
  readonly ledger: readonly LedgerEntry[];
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** `ended`: as the lesson planned it. The others are ends that no lesson plans. */
export type RunOutcome = 'ended' | 'crashed' | 'timeout' | 'limit' | 'violation';

/** Why something did not go as planned; each code has its sentence in the CLI's texts. */
export interface Trouble<Code extends string = RunTroubleCode> {
  readonly code: Code;
  readonly params: Readonly<Record<string, string | number>>;
}

export type RunTroubleCode =
  | 'boot-unstarted'
  | 'boot-crashed'
  | 'boot-exited'
  | 'boot-silent'
  | 'boot-elsewhere'
  | 'boot-without-shop'
  | 'crashed'
  | 'run-timeout'
  | 'output-limit'
  | 'scrape-limit'
  | 'scrape-series-limit'
  | 'channel-limit'
  | 'otlp-limit'
  | 'sentry-limit'
  | 'channel-closed'
  | 'left-processes';

export type ViolationCode = 'refused-name' | 'refused-kind' | 'refused-size' | 'refused-count' | 'course-touched';

/** One process of the submission: its raw output and how it ended. */
export interface ProcessRecord {
  readonly service: string;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** Bytes the process wrote beyond what was kept. */
  readonly dropped: { readonly stdout: number; readonly stderr: number };
  /** Milliseconds from spawn to the first 200 of `GET /healthz`; null when that never came. */
  readonly readyMs: number | null;
  /** Milliseconds from spawn to exit. */
  readonly livedMs: number;
  readonly code: number | null;
  readonly signal: string | null;
  /** Who ended it: itself (`exit`), our SIGTERM that it obeyed (`sigterm`), or our SIGKILL (`sigkill`). */
  readonly endedBy: 'exit' | 'sigterm' | 'sigkill';
  /** Processes it had started that did not end with it. */
  readonly leftovers: number;
}

export type Header = readonly [name: string, value: string];

/** One HTTP request the grader sent, and what came of it. */
export interface Exchange {
  readonly index: number;
  readonly service: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  /** The route template this request is for; null for a path that no route serves. */
  readonly route: string | null;
  readonly requestHeaders: readonly Header[];
  readonly requestBody: string | null;
  readonly outcome: 'answered' | 'aborted' | 'timeout' | 'failed';
  /** The error code of a failed exchange, such as ECONNREFUSED. */
  readonly error: string | null;
  readonly status: number | null;
  readonly responseHeaders: readonly Header[];
  readonly responseBody: string;
  /** The status that the shop owes; null where the answer is free. */
  readonly expectedStatus: number | null;
  /** When it was sent and when it was over, in the order of all that the grader did in this run. */
  readonly sentTick: number;
  readonly endedTick: number;
  /** A lower bound of the request's duration: how long a gate is known to have held it, in milliseconds. */
  readonly waitMs: number;
  /** What the traffic knows of this request: user, trace id, what it is an example of. */
  readonly facts: Readonly<Record<string, Json>>;
}

/** One scrape of a service's `GET /metrics`, as Prometheus would have made it. */
export interface Scrape {
  /** What had happened by then, in the lesson's words; no two scrapes of a run have the same name. */
  readonly name: string;
  readonly service: string;
  readonly outcome: Exchange['outcome'];
  readonly error: string | null;
  readonly status: number | null;
  readonly contentType: string | null;
  /** Its body, decoded. */
  readonly body: Uint8Array;
  /** Epoch milliseconds of the request and of the complete answer. */
  readonly sentAt: number;
  readonly answeredAt: number;
  /** When it was sent and when it was over, in the order of all that the grader did in this run. */
  readonly sentTick: number;
  readonly endedTick: number;
}

/** A place in the evidence, shown to the learner. */
export interface Pointer {
  channel: 'stdout' | 'stderr' | 'http' | 'exit' | 'metrics' | 'otlp' | 'sentry' | 'file';
  run: string;
  /** Of a file: its path in the submission. */
  service: string;
  /** Of a scrape: its name. */
  scrape?: string;
  line?: number;
  column?: number;
  excerpt: string;
  /** The part of the excerpt that matters, in characters of the excerpt. */
  mark?: { start: number; length: number };
}

/** A header's value, by its name in any case; undefined when absent. */
export function headerOf(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/** A fact that is a text; empty when it is none. */
export function factText(facts: Readonly<Record<string, Json>>, name: string): string {
  const value = facts[name];
  return typeof value === 'string' ? value : '';
}
