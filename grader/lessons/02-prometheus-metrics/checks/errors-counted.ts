import type { Evidence, Exchange } from '../../../evidence/evidence.ts';
import { movementsOf, pointAtSample, pointAtScrape, sumBy, type Movement } from '../../../evidence/scrapes.ts';
import { eventsOf, isCompleted, pointAtEvent } from '../../01-structured-logging/events.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { requireFamily, rounded } from '../families.ts';
import { DAY, FAMILIES, labelOf, OBSERVING } from '../names.ts';
import { partOf, shopRequests, type Part } from '../truth.ts';

const FAMILY = FAMILIES.requests;

/** What fails is counted like what goes well: once, when it is over, and under the status that the client and the log have. */
export const errorsCounted: Check = {
  id: 'errors-counted',
  points: 8,
  after: ['exposition'],
  codes: ['missing', 'type', 'error-missing', 'error-twice', 'early', 'abort-missing', 'abort-twice', 'log-disagrees'],
  judge(evidence) {
    const findings = gatherFindings();
    const wanted = { family: FAMILY, type: 'counter', missing: 'missing', wrongType: 'type' } as const;
    if (requireFamily(evidence, wanted, findings) === undefined) return findings.list();
    const failing = partOf(evidence, 'ordered', 'failed');
    if (failing !== undefined) judgeErrors(failing, findings);
    const holding = partOf(evidence, 'prepared', 'held');
    if (holding !== undefined) judgeEarly(holding, findings);
    const aborting = partOf(evidence, 'released', 'aborted');
    if (aborting !== undefined) judgeAborts(aborting, findings);
    judgeLog(evidence, findings);
    return findings.list();
  },
};

const isShop = ({ labels }: Movement): boolean => !OBSERVING.has(labelOf(labels, 'route'));

function judgeErrors(part: Part, findings: Findings): void {
  const failed = part.exchanges.filter(({ status }) => status !== null && status >= 400);
  const expected = sumBy(
    failed,
    ({ status }) => String(status),
    () => 1,
  );
  const movements = movementsOf(part.before, part.after, FAMILY).filter((movement) => isShop(movement));
  const actual = sumBy(
    movements,
    ({ labels }) => labelOf(labels, 'status'),
    ({ by }) => by,
  );
  for (const [status, count] of expected) {
    const counted = actual.get(status) ?? 0;
    if (counted === count) continue;
    const shown = movements.find(({ labels, by }) => labelOf(labels, 'status') === status && by !== 0);
    findings.add(counted < count ? 'error-missing' : 'error-twice', {
      params: { status },
      expected: `+${count}`,
      actual: `+${rounded(counted)}`,
      at: [shown === undefined ? pointAtScrape(part.after) : pointAtSample(part.after, shown.sample)],
    });
  }
}

/** While all that was sent is held, nothing is over. */
function judgeEarly(part: Part, findings: Findings): void {
  const early = movementsOf(part.before, part.after, FAMILY).find((movement) => isShop(movement) && movement.by > 0);
  if (early === undefined) return;
  findings.add('early', {
    expected: '+0',
    actual: `+${rounded(early.by)}`,
    at: [pointAtSample(part.after, early.sample)],
  });
}

function judgeAborts(part: Part, findings: Findings): void {
  const { length } = part.exchanges;
  const movements = movementsOf(part.before, part.after, FAMILY).filter((movement) => isShop(movement));
  const counted = movements.reduce((sum, { by }) => sum + by, 0);
  if (counted === length) return;
  const shown = movements.find(({ by }) => by !== 0);
  findings.add(counted < length ? 'abort-missing' : 'abort-twice', {
    expected: `+${length}`,
    actual: `+${rounded(counted)}`,
    at: [shown === undefined ? pointAtScrape(part.after) : pointAtSample(part.after, shown.sample)],
  });
}

/** The log's completed lines of a day, by status, are the answers that the clients got. */
function judgeLog(evidence: Evidence, findings: Findings): void {
  const answered = shopRequests(evidence.runs[DAY]).filter(({ outcome }) => outcome === 'answered');
  const expected = sumBy(
    answered,
    ({ status }: Exchange) => String(status),
    () => 1,
  );
  const lines = eventsOf(evidence, DAY).filter(
    (event) => isCompleted(event) && !event.aborted && !OBSERVING.has(String(event.path)),
  );
  const logged = sumBy(
    lines,
    ({ status }) => String(status),
    () => 1,
  );
  for (const [status, count] of expected) {
    const said = logged.get(status) ?? 0;
    if (said === count) continue;
    const line = lines.find((event) => String(event.status) === status);
    findings.add('log-disagrees', {
      params: { status },
      expected: String(count),
      actual: String(said),
      at: line === undefined ? [] : [pointAtEvent(line)],
    });
  }
}
