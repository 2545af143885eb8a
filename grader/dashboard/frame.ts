/** One series, or one row of a table, as a panel draws it. */
export interface Frame {
  /** The target it comes from. */
  refId: string;
  /** Its query as it was executed. */
  query: string;
  /** What the panel calls it: in the legend, or in the visible cells of a table. */
  name: string;
  labels: Readonly<Record<string, string>>;
  unit: string;
  /** Epoch seconds of the first value, and seconds between two; of a single value 0. */
  start: number;
  step: number;
  /** NaN where there is none, or none that is a number. */
  values: number[];
}

/** What a panel shows of a time range. */
export interface Shown {
  frames: Frame[];
  /** What was asked, whether anything came of it or not. */
  queries: string[];
  /** Prometheus' own words to the first query that it refused. */
  refused?: { query: string; reason: string };
  /** What the panel uses that is not run here, in the file's own words. */
  notRun?: string;
  /** What keeps the panel from showing any of the numbers that its queries gave, in the file's own words. */
  blank?: string;
}

/** The moments of a frame's values, in epoch seconds. */
export const timesOf = ({ start, step, values }: Frame): number[] => values.map((_, index) => start + index * step);
