import type { Evidence } from '../../../evidence/evidence.ts';
import type { Family } from '../../../evidence/exposition/exposition.ts';
import { pointAtSample, pointAtScrape, samplesOf, scrapesOf, type ReadScrape } from '../../../evidence/scrapes.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { pointAtFamily, rounded } from '../families.ts';
import { DAY, FAMILIES, isRuntime, labelOf, OBSERVING } from '../names.ts';
import { HELD } from '../traffic.ts';

/** The process is watched too, once; and watching the shop leaves no trace in its numbers. */
export const runtime: Check = {
  id: 'runtime',
  points: 5,
  after: ['exposition'],
  codes: ['missing', 'twice', 'frozen', 'counts-scrapes', 'counts-health', 'disturbed'],
  judge(evidence) {
    const findings = gatherFindings();
    judgeRuntime(scrapesOf(evidence, DAY), findings);
    judgeTraffic(evidence, findings);
    return findings.list();
  },
};

/** prom-client's names, and OpenTelemetry's. */
const KINDS = {
  memory:
    /(?:process_resident_memory_bytes|nodejs_heap_size_used_bytes|v8js_memory_heap_used(?:_bytes)?|process_memory_usage(?:_bytes)?)$/,
  'event loop': /nodejs_eventloop_(?:lag|delay|utilization|time)/,
};

function judgeRuntime(scrapes: readonly ReadScrape[], findings: Findings): void {
  const last = scrapes.at(-1);
  if (last === undefined) return;
  const families = [...last.exposition.families.values()].filter(
    ({ name, samples }) => isRuntime(name) && samples.length > 0,
  );
  for (const [kind, name] of Object.entries(KINDS))
    if (!families.some((family) => name.test(family.name)))
      findings.add('missing', { params: { kind }, at: [pointAtScrape(last)] });
  const twin = families.find(({ name }) => families.some((other) => other.name.endsWith(`_${name}`)));
  if (twin !== undefined) findings.add('twice', { params: { family: twin.name }, at: [pointAtFamily(last, twin)] });
  const memory = families.find(({ name }) => KINDS.memory.test(name));
  const loop = families.find(({ name }) => KINDS['event loop'].test(name));
  const seen = [memory, loop].flatMap((family) => (family === undefined ? [] : [family]));
  const still = seen.length > 0 && seen.every((family) => isFrozen(scrapes, family));
  const [first] = seen;
  if (still && first !== undefined)
    findings.add('frozen', { params: { family: first.name }, at: [pointAtFamily(last, first)] });
}

/** Whether a family has said the same through all of the day. */
function isFrozen(scrapes: readonly ReadScrape[], { name }: Family): boolean {
  const values = scrapes.map(({ exposition }) =>
    (exposition.families.get(name)?.samples ?? []).map(({ value }) => value).join(' '),
  );
  return new Set(values).size === 1;
}

function judgeTraffic(evidence: Evidence, findings: Findings): void {
  const last = scrapesOf(evidence, DAY).at(-1);
  if (last === undefined) return;
  for (const [code, path] of [
    ['counts-scrapes', '/metrics'],
    ['counts-health', '/healthz'],
  ] as const) {
    const counted = samplesOf(last, FAMILIES.requests).find(
      ({ labels, value }) => labelOf(labels, 'route') === path && value > 0,
    );
    if (counted !== undefined)
      findings.add(code, { expected: '0', actual: rounded(counted.value), at: [pointAtSample(last, counted)] });
  }
  judgeParallel(scrapesOf(evidence, DAY), findings);
}

/** Scrapes that come at once, while every request is held, see the same. */
function judgeParallel(scrapes: readonly ReadScrape[], findings: Findings): void {
  const together = scrapes.filter(({ scrape }) => HELD.includes(scrape.name));
  const numbersOf = (read: ReadScrape): string =>
    [FAMILIES.requests, FAMILIES.stock, FAMILIES.users]
      .flatMap((family) => samplesOf(read, family))
      .filter(({ labels }) => !OBSERVING.has(labelOf(labels, 'route')))
      .map(({ text }) => text)
      .toSorted()
      .join('\n');
  const [first, ...others] = together;
  if (first === undefined) return;
  const other = others.find((read) => numbersOf(read) !== numbersOf(first));
  if (other === undefined) return;
  const firstLines = new Set(numbersOf(first).split('\n'));
  const changed = numbersOf(other)
    .split('\n')
    .find((line) => !firstLines.has(line));
  findings.add('disturbed', {
    expected: [...firstLines].find((line) => !numbersOf(other).includes(line)) ?? '–',
    actual: changed ?? '–',
    at: [pointAtScrape(other)],
  });
}
