import type { Finding } from './lesson.ts';

/** Gathers findings: the first of each code in full, of its repetitions the count. */
export interface Findings {
  add(code: string, finding?: Omit<Finding, 'code'>): void;
  /** In the order in which the codes were first added; each has a `count` among its parameters. */
  list(): Finding[];
}

export function gatherFindings(): Findings {
  const found = new Map<string, { finding: Finding; count: number }>();
  return {
    add(code, finding = {}) {
      const known = found.get(code);
      if (known === undefined) found.set(code, { finding: { code, ...finding }, count: 1 });
      else known.count += 1;
    },
    list: () => [...found.values()].map(({ finding, count }) => ({ ...finding, params: { ...finding.params, count } })),
  };
}
