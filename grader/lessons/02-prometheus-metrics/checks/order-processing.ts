import type { Evidence } from '../../../evidence/evidence.ts';
import { pointAtScrape, sumBy } from '../../../evidence/scrapes.ts';
import { eventsOf } from '../../01-structured-logging/events.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { compareMovements, requireFamily, rounded, totalMovement } from '../families.ts';
import { DAY, FAMILIES } from '../names.ts';
import { partOf, placedOrders, waitedSeconds } from '../truth.ts';

/** How long orders take and what they come to, by payment method: exactly the orders that were placed. */
export const orderProcessing: Check = {
  id: 'order-processing',
  points: 8,
  after: ['exposition'],
  codes: [
    'missing',
    'type',
    'processing-count',
    'sum-short',
    'sum-long',
    'amount-count',
    'amount-sum',
    'log-disagrees',
  ],
  judge(evidence) {
    const findings = gatherFindings();
    const codes = { type: 'histogram', missing: 'missing', wrongType: 'type' } as const;
    const processing = requireFamily(evidence, { family: FAMILIES.orderProcessing, ...codes }, findings);
    const amount = requireFamily(evidence, { family: FAMILIES.paymentAmount, ...codes }, findings);
    if (processing !== undefined) judgeProcessing(evidence, findings);
    if (amount !== undefined) judgeAmounts(evidence, findings);
    judgeLog(evidence, findings);
    return findings.list();
  },
};

function judgeProcessing(evidence: Evidence, findings: Findings): void {
  const family = FAMILIES.orderProcessing;
  const day = partOf(evidence, 'boot', 'end');
  if (day !== undefined) {
    const expected = sumBy(
      placedOrders(day.exchanges),
      ({ method }) => method,
      () => 1,
    );
    compareMovements(
      { part: day, family, sample: `${family}_count`, label: 'method', expected, code: 'processing-count' },
      findings,
    );
  }
  const part = partOf(evidence, 'browsed', 'ordered');
  if (part === undefined) return;
  const orders = placedOrders(part.exchanges).map(({ exchange }) => exchange);
  const sum = totalMovement(part, family, `${family}_sum`);
  const [least, most] = [waitedSeconds(orders), part.elapsedSeconds * orders.length];
  const at = [pointAtScrape(part.after)];
  if (!(sum >= least)) findings.add('sum-short', { expected: `≥ ${rounded(least)}`, actual: rounded(sum), at });
  if (!(sum <= most)) findings.add('sum-long', { expected: `≤ ${rounded(most)}`, actual: rounded(sum), at });
}

function judgeAmounts(evidence: Evidence, findings: Findings): void {
  const family = FAMILIES.paymentAmount;
  const part = partOf(evidence, 'boot', 'end');
  if (part === undefined) return;
  const orders = placedOrders(part.exchanges);
  const common = { part, family, label: 'method' };
  const counts = sumBy(
    orders,
    ({ method }) => method,
    () => 1,
  );
  compareMovements({ ...common, sample: `${family}_count`, expected: counts, code: 'amount-count' }, findings);
  const sums = sumBy(
    orders,
    ({ method }) => method,
    ({ dollars }) => dollars,
  );
  compareMovements(
    { ...common, sample: `${family}_sum`, expected: sums, code: 'amount-sum', tolerance: 0.01 },
    findings,
  );
}

/** The log tells of the same orders. */
function judgeLog(evidence: Evidence, findings: Findings): void {
  const orders = placedOrders(evidence.runs[DAY]?.exchanges ?? []);
  const lines = eventsOf(evidence, DAY).filter(({ name }) => name === 'order.placed');
  if (lines.length !== orders.length)
    findings.add('log-disagrees', { expected: String(orders.length), actual: String(lines.length) });
}
