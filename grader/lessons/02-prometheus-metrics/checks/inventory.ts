import type { Evidence } from '../../../evidence/evidence.ts';
import { pointAtSample, pointAtScrape, samplesOf, scrapeNamed, sumBy } from '../../../evidence/scrapes.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { requireFamily, rounded } from '../families.ts';
import { DAY, FAMILIES, labelOf } from '../names.ts';
import { stockAt } from '../truth.ts';

/** The stock is read when it is asked for: after sales, and after a delivery of which no request tells. */
export const inventory: Check = {
  id: 'inventory',
  points: 6,
  after: ['exposition'],
  codes: ['missing', 'type', 'after-sales', 'after-delivery'],
  judge(evidence) {
    const findings = gatherFindings();
    const wanted = { family: FAMILIES.stock, type: 'gauge', missing: 'missing', wrongType: 'type' } as const;
    if (requireFamily(evidence, wanted, findings) === undefined) return findings.list();
    judgeStock(evidence, 'ordered', 'after-sales', findings);
    judgeStock(evidence, 'recovered', 'after-sales', findings);
    judgeStock(evidence, 'restocked', 'after-delivery', findings);
    return findings.list();
  },
};

function judgeStock(evidence: Evidence, name: string, code: string, findings: Findings): void {
  const read = scrapeNamed(evidence, DAY, name);
  if (read === undefined) return;
  const samples = samplesOf(read, FAMILIES.stock);
  const actual = sumBy(
    samples,
    ({ labels }) => labelOf(labels, 'category'),
    ({ value }) => value,
  );
  const expected = stockAt(evidence, read);
  for (const category of new Set([...expected.keys(), ...actual.keys()])) {
    const [should, is] = [expected.get(category), actual.get(category)];
    if (should === is) continue;
    const shown = samples.find(({ labels }) => labelOf(labels, 'category') === category);
    findings.add(code, {
      params: { category },
      expected: should === undefined ? '–' : rounded(should),
      actual: is === undefined ? '–' : rounded(is),
      at: [shown === undefined ? pointAtScrape(read) : pointAtSample(read, shown)],
    });
  }
}
