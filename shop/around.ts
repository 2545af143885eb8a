/**
 * What stands around a piece of the shop's work: it is given what the work is, runs it, and sees what comes of it. It runs in
 * the async context of whoever asked for the work, and must give back what `run` gave, or throw what it threw.
 */
export type Around<Work> = <T>(work: Work, run: () => Promise<T>) => Promise<T>;

/** A place where work can be wrapped. */
export interface Wrapped<Work> {
  /** Adds a wrapper; the first to be added is the outermost. */
  use(around: Around<Work>): void;
  run<T>(work: Work, run: () => Promise<T>): Promise<T>;
}

export function createAround<Work>(): Wrapped<Work> {
  const wrappers: Around<Work>[] = [];
  return {
    use: (around) => void wrappers.push(around),
    run: (work, run) => wrappers.reduceRight((inner, around) => () => around(work, inner), run)(),
  };
}
