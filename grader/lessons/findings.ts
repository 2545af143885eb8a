import type { Pointer } from '../evidence/evidence.ts';
import type { Finding } from './lesson.ts';

const SHOWN = 2;

/** Gathers findings: the first of each code in full, of its repetitions the count and one more place. */
export interface Findings {
  add(code: string, finding?: Omit<Finding, 'code'>): void;
  /** In the order in which the codes were first added; each has a `count` among its parameters. */
  list(): Finding[];
}

export function gatherFindings(): Findings {
  const found = new Map<string, { finding: Finding; count: number; at: Pointer[] }>();
  return {
    add(code, finding = {}) {
      const known = found.get(code);
      if (known === undefined) {
        found.set(code, { finding: { code, ...finding }, count: 1, at: [...(finding.at ?? [])] });
        return;
      }
      known.count += 1;
      if (known.at.length < SHOWN) known.at.push(...(finding.at ?? []).slice(0, SHOWN - known.at.length));
    },
    list: () =>
      [...found.values()].map(({ finding, count, at }) => ({
        ...finding,
        params: { ...finding.params, count },
        at,
      })),
  };
}
