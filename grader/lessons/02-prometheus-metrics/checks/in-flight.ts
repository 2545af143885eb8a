import type { Evidence } from '../../../evidence/evidence.ts';
import { pointAtSample, pointAtScrape, samplesOf, scrapeNamed } from '../../../evidence/scrapes.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { requireFamily, rounded } from '../families.ts';
import { DAY, FAMILIES } from '../names.ts';

/** The gauge is as high as there are requests being worked on, and comes down however they end. */
export const inFlight: Check = {
  id: 'in-flight',
  points: 6,
  after: ['exposition'],
  codes: ['missing', 'type', 'held', 'leak-answered', 'leak-aborted'],
  judge(evidence) {
    const findings = gatherFindings();
    const wanted = { family: FAMILIES.inFlight, type: 'gauge', missing: 'missing', wrongType: 'type' } as const;
    if (requireFamily(evidence, wanted, findings) === undefined) return findings.list();
    const held = Number(evidence.runs[DAY]?.facts['held'] ?? 0);
    const before = judgeValue(evidence, 'prepared', { should: 0, code: 'leak-answered' }, findings);
    // What leaked before is told already.
    judgeValue(evidence, 'held', { should: held + before, code: 'held' }, findings);
    const after = judgeValue(evidence, 'released', { should: before, code: 'leak-answered' }, findings);
    judgeValue(evidence, 'aborted', { should: after, code: 'leak-aborted' }, findings);
    return findings.list();
  },
};

/** Tells a value that is not as it should be, and gives it. */
function judgeValue(
  evidence: Evidence,
  name: string,
  { should, code }: { should: number; code: string },
  findings: Findings,
): number {
  const read = scrapeNamed(evidence, DAY, name);
  if (read === undefined) return should;
  const samples = samplesOf(read, FAMILIES.inFlight);
  const value = samples.reduce((sum, sample) => sum + sample.value, 0);
  const shown = samples.find((sample) => sample.value !== 0) ?? samples[0];
  if (value !== should)
    findings.add(code, {
      expected: rounded(should),
      actual: samples.length === 0 ? '–' : rounded(value),
      at: [shown === undefined ? pointAtScrape(read) : pointAtSample(read, shown)],
    });
  return value;
}
