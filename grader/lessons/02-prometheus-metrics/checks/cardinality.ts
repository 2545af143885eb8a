import type { Evidence } from '../../../evidence/evidence.ts';
import { labelWithMostValues, seriesKey } from '../../../evidence/exposition/series.ts';
import type { Sample } from '../../../evidence/exposition/exposition.ts';
import { pointAtSample, pointAtScrape, scrapeNamed, scrapesOf, type ReadScrape } from '../../../evidence/scrapes.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { textField } from '../../shopper.ts';
import { CRAWL, DAY, FAMILIES, isRuntime, labelOf, OBSERVING } from '../names.ts';
import { partOf, shopRequests } from '../truth.ts';
import { totalMovement } from '../families.ts';

/** What strangers send makes no new series, and nobody's identity is a label. */
export const cardinality: Check = {
  id: 'cardinality',
  points: 8,
  after: ['exposition'],
  codes: ['nothing-counted', 'grows', 'identity', 'too-many'],
  judge(evidence) {
    const findings = gatherFindings();
    const crawl = partOf(evidence, 'warm', 'crawled', CRAWL);
    if (crawl === undefined || totalMovement(crawl, FAMILIES.requests) === 0) {
      const read = scrapeNamed(evidence, CRAWL, 'crawled');
      findings.add('nothing-counted', { at: read === undefined ? [] : [pointAtScrape(read)] });
      return findings.list();
    }
    judgeSize(crawl.after, findings);
    judgeGrowth(crawl.before, crawl.after, findings);
    for (const run of [DAY, CRAWL]) judgeIdentity(evidence, run, findings);
    return findings.list();
  },
};

function ownSamples({ exposition }: ReadScrape): Sample[] {
  return [...exposition.families.values()].filter(({ name }) => !isRuntime(name)).flatMap(({ samples }) => samples);
}

/** Ten times what a right app of this lesson has. */
const MAX_SERIES = 5_000;

function judgeSize(read: ReadScrape, findings: Findings): void {
  const samples = ownSamples(read);
  if (samples.length <= MAX_SERIES) return;
  const guilty = labelWithMostValues(samples);
  const { label = '–', values = 0, example = '–' } = guilty ?? {};
  const sample = samples.find(({ labels }) => labels[label] === example);
  findings.add('too-many', {
    params: { label, values, example },
    expected: `≤ ${MAX_SERIES}`,
    actual: String(samples.length),
    at: [sample === undefined ? pointAtScrape(read) : pointAtSample(read, sample)],
  });
}

function judgeGrowth(before: ReadScrape, after: ReadScrape, findings: Findings): void {
  const known = new Set(ownSamples(before).map(({ name, labels }) => seriesKey(name, labels)));
  const grown = ownSamples(after).filter(
    ({ name, labels }) => !known.has(seriesKey(name, labels)) && !OBSERVING.has(labelOf(labels, 'route')),
  );
  const [first] = grown;
  if (first === undefined) return;
  const { label = '–', example = '–' } = labelWithMostValues(grown) ?? {};
  const sample = grown.find(({ labels }) => labels[label] === example) ?? first;
  findings.add('grows', {
    params: { label, example },
    expected: '+0',
    actual: `+${grown.length}`,
    at: [pointAtSample(after, sample)],
  });
}

/** Whose request it was: accounts, addresses, request ids, sessions, carts, orders. */
function judgeIdentity(evidence: Evidence, run: string, findings: Findings): void {
  const identities = new Set(
    shopRequests(evidence.runs[run]).flatMap((exchange) => [
      ...exchange.requestHeaders.filter(([name]) => name === 'X-Request-ID').map(([, value]) => value),
      textField(exchange, 'id'),
      textField(exchange, 'email'),
      textField(exchange, 'token'),
    ]),
  );
  identities.delete('');
  for (const read of scrapesOf(evidence, run))
    for (const sample of ownSamples(read)) {
      const found = Object.entries(sample.labels).find(([, value]) => identities.has(value));
      if (found === undefined) continue;
      findings.add('identity', { params: { label: found[0] }, at: [pointAtSample(read, sample)] });
    }
}
