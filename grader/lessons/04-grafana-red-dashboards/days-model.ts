import type { Changing, Steps } from '../../timeline/steps.ts';
import type { Observed } from '../../timeline/shares.ts';
import type { Life } from '../../timeline/timeline.ts';
import type { Stretch } from '../../timeline/openmetrics.ts';

/** One route on one instance. */
export interface HttpCell {
  service: string;
  instance: string;
  method: string;
  route: string;
  /** Requests per second. */
  rate: Steps;
  /** Shares of the requests that end so. */
  failing: Steps;
  notFound: Steps;
  latency: Changing<Observed>;
}

/** A host and the one process on it. */
export interface Host {
  service: string;
  instance: string;
  lives: readonly Life[];
  /** When its counters start over. */
  resets: readonly number[];
  /** Of each CPU the share of time that it is not idle. */
  busy: readonly Steps[];
  load: Steps;
  memoryTotal: number;
  available: Steps;
  received: Steps;
  sent: Steps;
  networkErrors: Steps;
  poolSize: Steps;
  inUse: Steps;
  waiting: Steps;
  connectionErrors: Steps;
}

/** What an instance of the shop does for its owner; all per second. */
export interface Trade {
  service: string;
  instance: string;
  orders: Steps;
  /** Of an order, in dollars. */
  meanAmount: number;
  users: Readonly<Record<string, Steps>>;
  attempts: Steps;
  failures: Readonly<Record<string, Steps>>;
  cartsCreated: Steps;
  cartsCheckedOut: Steps;
}

/** What a learner's dashboard is judged on: two stretches of time of a shop whose numbers are known. */
export interface Days {
  stretches: readonly Stretch[];
  cells: readonly HttpCell[];
  hosts: readonly Host[];
  trades: readonly Trade[];
  /** All the seconds at which anything changes. */
  changes: readonly number[];
}

/** A time range that somebody may select, in epoch seconds. */
export interface View {
  name: string;
  from: number;
  to: number;
  /** How often Prometheus scraped then. */
  scrape: number;
}

/** Of which part of the shop; what is not named is not restricted. */
export interface Part {
  service?: readonly string[];
  route?: readonly string[];
  instance?: readonly string[];
}

const MINUTE = 60;
const HOUR = 3600;
/** 2025-12-23 and 2025-12-24 02:00 UTC. */
export const DAY = Date.UTC(2025, 11, 23) / 1000;
export const NIGHT = Date.UTC(2025, 11, 24, 2) / 1000;
/** Samples stand off the grid of evaluation. */
const OFF = 7;
/** A moment after a scrape: next to nothing that was counted is lost. */
const AFTER_SCRAPE = OFF + 0.25;

/** The end of all that is told. */
export const END = NIGHT + 24 * HOUR;

const minutes = (from: number, to: number): Life => ({ from: NIGHT + from * MINUTE, to: NIGHT + to * MINUTE });
const hours = (from: number, to: number): Life => ({ from: DAY + from * HOUR, to: DAY + to * HOUR });

/** What goes wrong, and when. */
export const ERRORS = [hours(14, 14.5), minutes(30, 52)];
export const SLOW = [hours(18, 18.5), minutes(56, 76)];
/** A minute right after a point of a day's plot, in which everything is more, slower and worse: whoever looks back too short a way never sees it. */
export const STIR = { from: DAY + 11.5 * HOUR + AFTER_SCRAPE, to: DAY + 11.5 * HOUR + MINUTE + OFF };
export const GAP = { from: DAY + 8 * HOUR + 10 * MINUTE, to: DAY + 8 * HOUR + 14 * MINUTE };
/** When each of the shop's instances is started anew with a new version; in the night one after the other. */
export const DEPLOYS = [
  [DAY + 20 * HOUR + AFTER_SCRAPE, NIGHT + 98 * MINUTE + AFTER_SCRAPE],
  [DAY + 20 * HOUR + AFTER_SCRAPE, NIGHT + 100 * MINUTE + AFTER_SCRAPE],
] as const;
/** Between the two stretches everything is started anew. */
export const RESTART = NIGHT - 30 * MINUTE;
/** When the second instance is gone. */
export const GONE = [
  { from: DAY + 22 * HOUR + 10 * MINUTE + AFTER_SCRAPE, to: DAY + 22 * HOUR + 50 * MINUTE },
  { from: NIGHT + 112 * MINUTE + AFTER_SCRAPE, to: END },
];

export const STRETCHES: readonly Stretch[] = [
  { from: DAY + OFF - MINUTE, to: DAY + 24 * HOUR, interval: 60, gaps: [GAP] },
  { from: NIGHT + OFF - 15, to: NIGHT + 138 * MINUTE, interval: 15 },
];

const night = (name: string, from: number, to: number): View => ({ name, ...minutes(from, to), scrape: 15 });
const day = (name: string, from: number, to: number): View => ({ name, ...hours(from, to), scrape: 60 });

/** The ranges that are looked at. */
export const VIEWS = {
  calm: night('calm', 14, 29),
  burst: night('burst', 36, 51),
  slow: night('slow', 60, 75),
  hour: night('hour', 27, 87),
  deploy: night('deploy', 95, 110),
  dead: night('dead', 123, 137),
  'day-burst': day('day-burst', 14 + 14 / 60, 14 + 29 / 60),
  'day-six-hours': day('day-six-hours', 16, 22),
  day: day('day', 0, 24),
} as const satisfies Record<string, View>;

export type ViewName = keyof typeof VIEWS;
