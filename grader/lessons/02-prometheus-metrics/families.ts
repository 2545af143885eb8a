import type { Evidence } from '../../evidence/evidence.ts';
import type { Family, MetricType } from '../../evidence/exposition/exposition.ts';
import {
  familyIn,
  movementsOf,
  pointAtLine,
  pointAtSample,
  pointAtScrape,
  scrapesOf,
  sumBy,
  type Movement,
  type ReadScrape,
} from '../../evidence/scrapes.ts';
import type { Findings } from '../findings.ts';
import { DAY, labelOf } from './names.ts';
import type { Part } from './truth.ts';

/** Which family a check is about, and under which codes it is told that there is none, or that it is of another type. */
export interface Wanted {
  family: string;
  type: MetricType;
  missing: string;
  wrongType: string;
}

/** The family that a check is about, in the day's last scrape that has it; told where it is missing or another thing. */
export function requireFamily(evidence: Evidence, wanted: Wanted, findings: Findings): Family | undefined {
  const scrapes = scrapesOf(evidence, DAY);
  const family = familyIn(evidence, DAY, wanted.family);
  const last = scrapes.at(-1);
  const params = { family: wanted.family };
  if (family === undefined) {
    findings.add(wanted.missing, {
      params,
      expected: wanted.family,
      actual: similarIn(last, wanted.family),
      at: last === undefined ? [] : [pointAtScrape(last)],
    });
    return undefined;
  }
  if (family.type !== wanted.type) {
    const read = scrapes.findLast(({ exposition }) => exposition.families.has(wanted.family));
    const at = read === undefined ? [] : [pointAtFamily(read, family)];
    findings.add(wanted.wrongType, { params, expected: wanted.type, actual: family.type, at });
    return undefined;
  }
  return family;
}

/** A family that is nearly called so, and its type: most likely what was meant. */
function similarIn(read: ReadScrape | undefined, name: string): string {
  const stem = name.replace(/_total$/, '');
  const families = [...(read?.exposition.families.values() ?? [])];
  const similar = families.find((family) => family.name === stem || family.name.endsWith(`_${name}`));
  return similar === undefined ? '–' : `${similar.name} (${similar.type})`;
}

/** Points at where a family is mentioned first. */
export function pointAtFamily(read: ReadScrape, { name, type, line, samples }: Family) {
  const [first] = samples;
  return first === undefined ? pointAtLine(read, line, `# TYPE ${name} ${type}`) : pointAtSample(read, first);
}

/** What moved between the two scrapes of a part, and what should have, by the values of a label. */
export interface Comparison {
  part: Part;
  family: string;
  /** The name of the samples, where it is not the family's. */
  sample?: string;
  /** Absent: all series together. */
  label?: string;
  expected: ReadonlyMap<string, number>;
  code: string;
  /** How far apart two numbers may be that are the same. Default: 0.001. */
  tolerance?: number;
}

const TOLERANCE = 0.001;

/** Tells each value of a label under which something else moved than should have. Labels that are not compared are summed up. */
export function compareMovements(comparison: Comparison, findings: Findings): void {
  const { part, family, sample = family, label, expected, code, tolerance = TOLERANCE } = comparison;
  const movements = movementsOf(part.before, part.after, family, sample);
  const groupOf = ({ labels }: Pick<Movement, 'labels'>): string => (label === undefined ? '' : labelOf(labels, label));
  const actual = sumBy(movements, groupOf, ({ by }) => by);
  for (const group of new Set([...expected.keys(), ...actual.keys()])) {
    const [should, did] = [expected.get(group) ?? 0, actual.get(group) ?? 0];
    if (Math.abs(should - did) <= tolerance) continue;
    const shown = movements.find((movement) => groupOf(movement) === group);
    const series = label === undefined ? sample : `${sample}{${label}="${group}"}`;
    findings.add(code, {
      params: { series },
      expected: `+${rounded(should)}`,
      actual: actual.has(group) ? signed(did) : '–',
      at: [shown === undefined ? pointAtScrape(part.after) : pointAtSample(part.after, shown.sample)],
    });
  }
}

/** A number as people write it: at most six digits after the point. */
export const rounded = (value: number): string => String(Math.round(value * 1e6) / 1e6);

export const signed = (value: number): string => (value < 0 ? rounded(value) : `+${rounded(value)}`);

/** How much the samples of one name moved, all series together. */
export function totalMovement(part: Part, family: string, sample = family): number {
  return movementsOf(part.before, part.after, family, sample).reduce((sum, { by }) => sum + by, 0);
}
