import { pointAtScrape, samplesOf, scrapeNamed, sumBy } from '../../../evidence/scrapes.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { compareMovements, requireFamily } from '../families.ts';
import { DAY, FAMILIES, labelOf, REASONS } from '../names.ts';
import { partOf } from '../truth.ts';

/** Every charge is an attempt, every one that fails has a reason, and every reason is there before it first happens. */
export const payments: Check = {
  id: 'payments',
  points: 8,
  after: ['exposition'],
  codes: ['missing', 'type', 'attempts', 'failures', 'absent'],
  judge(evidence) {
    const findings = gatherFindings();
    const codes = { type: 'counter', missing: 'missing', wrongType: 'type' } as const;
    const attempts = requireFamily(evidence, { family: FAMILIES.attempts, ...codes }, findings);
    const failures = requireFamily(evidence, { family: FAMILIES.failures, ...codes }, findings);
    const part = partOf(evidence, 'boot', 'end');
    if (part === undefined) return findings.list();
    const charges = part.exchanges.flatMap(({ facts }) =>
      typeof facts['charge'] === 'string' ? [facts['charge']] : [],
    );
    if (attempts !== undefined) {
      const expected = new Map([['', charges.length]]);
      compareMovements({ part, family: FAMILIES.attempts, expected, code: 'attempts' }, findings);
    }
    if (failures === undefined) return findings.list();
    const expected = sumBy(
      charges,
      (charge) => (charge === 'paid' ? undefined : charge),
      () => 1,
    );
    compareMovements({ part, family: FAMILIES.failures, label: 'reason', expected, code: 'failures' }, findings);
    const boot = scrapeNamed(evidence, DAY, 'boot');
    if (boot === undefined) return findings.list();
    const there = new Set(samplesOf(boot, FAMILIES.failures).map(({ labels }) => labelOf(labels, 'reason')));
    const absent = REASONS.filter((reason) => !there.has(reason));
    if (absent.length > 0)
      findings.add('absent', {
        expected: REASONS.join(', '),
        actual: there.size === 0 ? '–' : [...there].join(', '),
        at: [pointAtScrape(boot)],
      });
    return findings.list();
  },
};
