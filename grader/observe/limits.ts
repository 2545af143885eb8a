/** How long and how much an app may take before the grader stops waiting. Times in milliseconds, sizes in bytes. */
export interface Limits {
  /** From spawn to the first 200 of `GET /healthz`. */
  bootMs: number;
  /** One exchange, from the first byte sent to the last byte received. */
  exchangeMs: number;
  /** A run's whole traffic. */
  runMs: number;
  /** From SIGTERM, or from the event that must crash the app, to its exit. */
  graceMs: number;
  /** Kept of each of stdout and stderr. */
  outputBytes: number;
  /** Kept of each of stdout and stderr, in lines: many short ones cost more to judge than few long ones. */
  outputLines: number;
  /** Kept of one response body. */
  bodyBytes: number;
  /** Kept of one scrape, decoded. */
  scrapeBytes: number;
}

export const DEFAULT_LIMITS: Limits = {
  bootMs: 20_000,
  exchangeMs: 10_000,
  runMs: 30_000,
  graceMs: 5_000,
  outputBytes: 8 * 1024 * 1024,
  outputLines: 100_000,
  bodyBytes: 1024 * 1024,
  scrapeBytes: 4 * 1024 * 1024,
};
