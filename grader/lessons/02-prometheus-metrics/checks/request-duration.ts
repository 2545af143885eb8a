import type { Family } from '../../../evidence/exposition/exposition.ts';
import type { Evidence } from '../../../evidence/evidence.ts';
import { pointAtSample, pointAtScrape, scrapesOf } from '../../../evidence/scrapes.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { pointAtFamily, requireFamily, rounded, totalMovement } from '../families.ts';
import { DAY, FAMILIES, SLO_SECONDS } from '../names.ts';
import { partOf, waitedSeconds, type Part } from '../truth.ts';

const FAMILY = FAMILIES.duration;

/** The request histogram has one observation for each answer, in seconds, and edges where the objective is. */
export const requestDuration: Check = {
  id: 'request-duration',
  points: 9,
  after: ['exposition'],
  codes: ['missing', 'type', 'count', 'sum-short', 'sum-long', 'slo-edge', 'resolution'],
  judge(evidence) {
    const findings = gatherFindings();
    const wanted = { family: FAMILY, type: 'histogram', missing: 'missing', wrongType: 'type' } as const;
    const family = requireFamily(evidence, wanted, findings);
    if (family === undefined) return findings.list();
    // Not the part in which clients give up: whether those are timed is free.
    for (const part of [partOf(evidence, 'boot', 'released'), partOf(evidence, 'aborted', 'end')])
      if (part !== undefined) judgeCount(part, findings);
    judgeSums(evidence, findings);
    judgeEdges(evidence, family, findings);
    return findings.list();
  },
};

function judgeCount(part: Part, findings: Findings): void {
  const observed = totalMovement(part, FAMILY, `${FAMILY}_count`);
  const { length } = part.exchanges;
  if (observed === length) return;
  findings.add('count', { expected: `+${length}`, actual: `+${rounded(observed)}`, at: [pointAtScrape(part.after)] });
}

// Comparisons are written so that NaN fails them.
/** The grader held some requests for a time that it knows; others it sent one after the other, so that they cannot have taken longer than all of them together. */
function judgeSums(evidence: Evidence, findings: Findings): void {
  const held = partOf(evidence, 'prepared', 'released');
  if (held !== undefined) {
    const waited = waitedSeconds(held.exchanges);
    const sum = totalMovement(held, FAMILY, `${FAMILY}_sum`);
    const at = [pointAtScrape(held.after)];
    if (!(sum >= waited)) findings.add('sum-short', { expected: `≥ ${rounded(waited)}`, actual: rounded(sum), at });
  }
  const sequence = partOf(evidence, 'boot', 'browsed');
  if (sequence !== undefined) {
    const sum = totalMovement(sequence, FAMILY, `${FAMILY}_sum`);
    const expected = `≤ ${rounded(sequence.elapsedSeconds)}`;
    const at = [pointAtScrape(sequence.after)];
    if (!(sum <= sequence.elapsedSeconds)) findings.add('sum-long', { expected, actual: rounded(sum), at });
  }
}

/** A quantile is only as exact as the bucket that it falls into. */
function judgeEdges(evidence: Evidence, family: Family, findings: Findings): void {
  const read = scrapesOf(evidence, DAY).at(-1);
  if (read === undefined) return;
  const bounds = new Set(
    family.samples.flatMap(({ labels }) => (labels['le'] === undefined ? [] : [Number(labels['le'])])),
  );
  const finite = [...bounds].filter((bound) => Number.isFinite(bound)).toSorted((a, b) => a - b);
  const shown = { expected: String(SLO_SECONDS), actual: finite.join(', '), at: [pointAtFamily(read, family)] };
  if (!bounds.has(SLO_SECONDS)) findings.add('slo-edge', shown);
  const below = finite.filter((bound) => bound >= 0.1 && bound < SLO_SECONDS).length;
  const above = finite.filter((bound) => bound > SLO_SECONDS && bound <= 1).length;
  const sample = family.samples.find(({ labels }) => labels['le'] !== undefined);
  if (below < 2 || above < 1)
    findings.add('resolution', {
      expected: '0.1 … 0.5: ≥ 2, 0.5 … 1: ≥ 1',
      actual: finite.join(', '),
      at: sample === undefined ? [] : [pointAtSample(read, sample)],
    });
}
