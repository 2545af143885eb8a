import type { Evidence, Exchange } from '../../../evidence/evidence.ts';
import {
  movementsOf,
  pointAtSample,
  pointAtScrape,
  samplesOf,
  scrapesOf,
  sumBy,
  type Movement,
  type ReadScrape,
} from '../../../evidence/scrapes.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { requireFamily, rounded, signed } from '../families.ts';
import { DAY, FAMILIES, isTemplate, labelOf, OBSERVING } from '../names.ts';
import { templateOf } from '../../template.ts';
import { partOf, type Part } from '../truth.ts';

const LABELS = ['method', 'route', 'status'];

/** The request counter moves by exactly what was sent. How often what failed is counted is the business of `errors-counted`. */
export const requestRate: Check = {
  id: 'request-rate',
  points: 10,
  after: ['exposition'],
  codes: ['missing', 'type', 'labels', 'count', 'raw-path', 'mount', 'unsent', 'unmatched', 'slash', 'down'],
  judge(evidence) {
    const findings = gatherFindings();
    const wanted = { family: FAMILIES.requests, type: 'counter', missing: 'missing', wrongType: 'type' } as const;
    const family = requireFamily(evidence, wanted, findings);
    if (family === undefined) return findings.list();
    const last = scrapesOf(evidence, DAY).at(-1);
    const unlabelled = family.samples.find(({ labels }) => LABELS.some((label) => labels[label] === undefined));
    if (last !== undefined && unlabelled !== undefined) {
      const has = Object.keys(unlabelled.labels).join(', ');
      const at = [pointAtSample(last, unlabelled)];
      findings.add('labels', { expected: LABELS.join(', '), actual: has === '' ? '–' : has, at });
      return findings.list();
    }
    // Not the part in which clients give up: under which status those are counted is free.
    const parts = [partOf(evidence, 'boot', 'released'), partOf(evidence, 'aborted', 'end')];
    for (const part of parts) if (part !== undefined) judgePart(part, findings);
    judgeShared(
      parts.flatMap((part) => (part === undefined ? [] : [part])),
      findings,
    );
    judgeGrowth(evidence, findings);
    return findings.list();
  },
};

function judgePart(part: Part, findings: Findings): void {
  const expected = new Map<string, number>();
  const possible = new Set<string>();
  for (const exchange of part.exchanges) {
    for (const key of keysOf(exchange)) possible.add(key);
    const [key = ''] = keysOf(exchange);
    if ((exchange.status ?? 0) < 400) expected.set(key, (expected.get(key) ?? 0) + 1);
  }
  for (const [key, count] of misplacedErrors(part)) expected.set(key, count);
  const actual = new Map<string, { count: number; movement: Movement }>();
  for (const movement of movementsOf(part.before, part.after, FAMILIES.requests)) {
    if (movement.by === 0 || OBSERVING.has(labelOf(movement.labels, 'route'))) continue;
    const key = keyOf(movement.labels);
    actual.set(key, { count: (actual.get(key)?.count ?? 0) + movement.by, movement });
  }
  for (const [key, count] of expected) {
    const moved = actual.get(key);
    if (moved?.count === count) continue;
    const at = [moved === undefined ? pointAtScrape(part.after) : pointAtSample(part.after, moved.movement.sample)];
    const actually = moved === undefined ? '–' : signed(moved.count);
    findings.add('count', { params: { series: key }, expected: `+${rounded(count)}`, actual: actually, at });
  }
  for (const [key, { movement }] of actual) {
    if (possible.has(key)) continue;
    const at = [pointAtSample(part.after, movement.sample)];
    findings.add(codeOfStranger(movement, part.exchanges), { params: { series: key }, at });
  }
}

/**
 * What failed, by label set, for each status that was counted as often as it was sent: then it is not a matter of counting, and must stand
 * under the right routes. Left out are statuses of requests that may stand under more than one.
 */
function misplacedErrors({ before, after, exchanges }: Part): Map<string, number> {
  const failed = exchanges.filter(({ status }) => status !== null && status >= 400);
  const free = new Set(failed.filter((exchange) => keysOf(exchange).length > 1).map(({ status }) => status));
  const fixed = failed.filter(({ status }) => !free.has(status));
  const sent = sumBy(
    fixed,
    ({ status }) => String(status),
    () => 1,
  );
  const counted = sumBy(
    movementsOf(before, after, FAMILIES.requests).filter(({ labels }) => !OBSERVING.has(labelOf(labels, 'route'))),
    ({ labels }) => labelOf(labels, 'status'),
    ({ by }) => by,
  );
  return sumBy(
    fixed.filter(({ status }) => sent.get(String(status)) === counted.get(String(status))),
    (exchange) => keysOf(exchange)[0],
    () => 1,
  );
}

/** What a series is called here: routes by their template, and all that are no route's by one name. */
function keyOf(labels: Movement['labels']): string {
  const route = labelOf(labels, 'route');
  return keyFrom(
    labelOf(labels, 'method'),
    isTemplate(route) ? templateOf(route) : UNMATCHED,
    labelOf(labels, 'status'),
    route,
  );
}

const UNMATCHED = '(no route)';

function keyFrom(method: string, template: string, status: string, raw = ''): string {
  // A value that no request without a route may have is itself.
  const route = template === UNMATCHED && /^\/./.test(raw) ? raw : template;
  return `{method="${method}", route="${route}", status="${status}"}`;
}

/** The label sets under which a request may be counted, the one that the reading describes first. */
function keysOf({ method, route, status, facts }: Exchange): string[] {
  const template = route === null ? UNMATCHED : templateOf(route);
  const keys = [keyFrom(method, template, String(status))];
  // Whether a body is read, or a session looked up, before the route is known is up to the app.
  if (typeof facts['template'] === 'string') keys.push(keyFrom(method, templateOf(facts['template']), String(status)));
  if (status === 401) keys.push(keyFrom(method, UNMATCHED, String(status)));
  return keys;
}

function codeOfStranger({ labels }: Movement, exchanges: readonly Exchange[]): string {
  const route = labelOf(labels, 'route');
  const [path = ''] = route.split('?');
  const isSent = exchanges.some(
    (exchange) => exchange.path === route || (exchange.path.split('?')[0] === path && exchange.route !== path),
  );
  if (isSent && !isTemplate(route)) return 'raw-path';
  return route === '/' || /^\/[:{<]\w+[}>]?\/?$/.test(route) ? 'mount' : 'unsent';
}

/** One value for all that no route takes, and one for a route with a slash at its end and without. */
function judgeShared(parts: readonly Part[], findings: Findings): void {
  const shared = new Map<string, { read: ReadScrape; movement: Movement }>();
  const templates = new Map<string, { value: string; read: ReadScrape; movement: Movement }>();
  for (const { before, after } of parts)
    for (const movement of movementsOf(before, after, FAMILIES.requests)) {
      const value = labelOf(movement.labels, 'route');
      if (movement.by === 0 || OBSERVING.has(value)) continue;
      if (!isTemplate(value)) {
        if (!/^\/./.test(value)) shared.set(value, { read: after, movement });
        continue;
      }
      const template = templateOf(value);
      const known = templates.get(template);
      if (known !== undefined && known.value !== value)
        findings.add('slash', {
          params: { route: template },
          expected: JSON.stringify(template),
          actual: `${JSON.stringify(known.value)}, ${JSON.stringify(value)}`,
          at: [pointAtSample(after, movement.sample)],
        });
      else templates.set(template, { value, read: after, movement });
    }
  const [, second] = shared.values();
  if (second === undefined) return;
  const values = [...shared.keys()].map((value) => JSON.stringify(value)).join(', ');
  findings.add('unmatched', {
    expected: '1',
    actual: values,
    at: [pointAtSample(second.read, second.movement.sample)],
  });
}

/** A counter that goes down was set, not counted: Prometheus takes that for a restart. */
function judgeGrowth(evidence: Evidence, findings: Findings): void {
  const scrapes = scrapesOf(evidence, DAY);
  for (const [index, after] of scrapes.entries()) {
    const before = scrapes[index - 1];
    if (before === undefined || samplesOf(before, FAMILIES.requests).length === 0) continue;
    const fallen = movementsOf(before, after, FAMILIES.requests).find(({ by }) => by < 0 || Number.isNaN(by));
    if (fallen === undefined) continue;
    const value = fallen.sample.value;
    const at = [pointAtSample(after, fallen.sample)];
    findings.add('down', { expected: `≥ ${rounded(value - fallen.by)}`, actual: rounded(value), at });
  }
}
