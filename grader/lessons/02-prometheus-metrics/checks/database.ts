import type { Evidence } from '../../../evidence/evidence.ts';
import {
  movementsOf,
  pointAtSample,
  pointAtScrape,
  samplesOf,
  scrapeNamed,
  scrapesOf,
  sumBy,
} from '../../../evidence/scrapes.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { requireFamily, rounded, totalMovement } from '../families.ts';
import { DAY, FAMILIES, labelOf } from '../names.ts';
import { expectedQueries, partOf, shopRequests, waitedSeconds } from '../truth.ts';
import { POOL_SIZE, WAITING } from '../traffic.ts';

const FAMILY = FAMILIES.queryDuration;

/** Every query is timed, and the pool tells how many of its connections are taken and who waits for one. */
export const database: Check = {
  id: 'database',
  points: 8,
  after: ['exposition'],
  codes: ['missing', 'type', 'count', 'sum-short', 'sum-long', 'in-use', 'waiting', 'stuck'],
  judge(evidence) {
    const findings = gatherFindings();
    const codes = { missing: 'missing', wrongType: 'type' };
    if (requireFamily(evidence, { family: FAMILY, type: 'histogram', ...codes }, findings) !== undefined) {
      judgeCounts(evidence, findings);
      judgeSums(evidence, findings);
    }
    const [used, queued] = [FAMILIES.poolInUse, FAMILIES.poolWaiting].map(
      (family) => requireFamily(evidence, { family, type: 'gauge', ...codes }, findings) !== undefined,
    );
    if (used === true)
      judgeGauge(evidence, { family: FAMILIES.poolInUse, should: POOL_SIZE, code: 'in-use' }, findings);
    if (queued === true)
      judgeGauge(evidence, { family: FAMILIES.poolWaiting, should: WAITING, code: 'waiting' }, findings);
    return findings.list();
  },
};

/** As many as the shop says it made, and at least those that its answers could not have been given without. */
function judgeCounts(evidence: Evidence, findings: Findings): void {
  const read = scrapesOf(evidence, DAY).at(-1);
  const run = evidence.runs[DAY];
  if (read === undefined || run === undefined) return;
  const made = sumBy(
    run.ledger,
    (entry) => (entry.kind === 'query' ? `${entry.name} ${entry.table}` : undefined),
    () => 1,
  );
  const needed = expectedQueries(shopRequests(run));
  const samples = samplesOf(read, FAMILY, `${FAMILY}_count`);
  const nameOf = (labels: (typeof samples)[number]['labels']): string =>
    `${labelOf(labels, 'query')} ${labelOf(labels, 'table')}`;
  const timed = sumBy(
    samples,
    ({ labels }) => nameOf(labels),
    ({ value }) => value,
  );
  for (const query of new Set([...made.keys(), ...needed.keys(), ...timed.keys()])) {
    const should = Math.max(made.get(query) ?? 0, needed.get(query) ?? 0);
    const is = timed.get(query);
    if (should === is) continue;
    const shown = samples.find(({ labels }) => nameOf(labels) === query);
    findings.add('count', {
      params: { query },
      expected: rounded(should),
      actual: is === undefined ? '–' : rounded(is),
      at: [shown === undefined ? pointAtScrape(read) : pointAtSample(read, shown)],
    });
  }
}

function judgeSums(evidence: Evidence, findings: Findings): void {
  const held = partOf(evidence, 'prepared', 'released');
  if (held !== undefined) {
    const waited = waitedSeconds(held.exchanges.filter(({ route }) => route === '/products/:id'));
    const queries = movementsOf(held.before, held.after, FAMILY, `${FAMILY}_sum`);
    const sum = queries
      .filter(({ labels }) => labelOf(labels, 'query') === 'select' && labelOf(labels, 'table') === 'products')
      .reduce((total, { by }) => total + by, 0);
    const at = [pointAtScrape(held.after)];
    if (!(sum >= waited)) findings.add('sum-short', { expected: `≥ ${rounded(waited)}`, actual: rounded(sum), at });
  }
  const sequence = partOf(evidence, 'boot', 'browsed');
  if (sequence === undefined) return;
  const sum = totalMovement(sequence, FAMILY, `${FAMILY}_sum`);
  const most = sequence.elapsedSeconds;
  const at = [pointAtScrape(sequence.after)];
  if (!(sum <= most)) findings.add('sum-long', { expected: `≤ ${rounded(most)}`, actual: rounded(sum), at });
}

interface Level {
  family: string;
  should: number;
  code: string;
}

/** What a gauge of the pool says while the pool is exhausted, and once it is not. */
function judgeGauge(evidence: Evidence, { family, should, code }: Level, findings: Findings): void {
  for (const [name, value, told] of [
    ['exhausted', should, code],
    ['recovered', 0, 'stuck'],
  ] as const) {
    const read = scrapeNamed(evidence, DAY, name);
    if (read === undefined) continue;
    const samples = samplesOf(read, family);
    const is = samples.reduce((sum, sample) => sum + sample.value, 0);
    const [shown] = samples;
    if (is !== value)
      findings.add(told, {
        params: { family },
        expected: rounded(value),
        actual: shown === undefined ? '–' : rounded(is),
        at: [shown === undefined ? pointAtScrape(read) : pointAtSample(read, shown)],
      });
  }
}
