import type { Family } from '../../../evidence/exposition/exposition.ts';
import { scrapesOf, type ReadScrape } from '../../../evidence/scrapes.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { pointAtFamily } from '../families.ts';
import { CATEGORIES, DAY, isRuntime, PAYMENT_METHODS, REASONS } from '../names.ts';

/** Prometheus' own conventions for names (https://prometheus.io/docs/practices/naming/). */
export const naming: Check = {
  id: 'naming',
  points: 5,
  after: ['exposition'],
  codes: ['none', 'total-missing', 'total-misplaced', 'unit', 'unit-missing', 'prefix', 'value-in-name', 'case'],
  judge(evidence) {
    const findings = gatherFindings();
    const last = scrapesOf(evidence, DAY).at(-1);
    const own = ownFamilies(last);
    if (last === undefined || own.length === 0) {
      findings.add('none');
      return findings.list();
    }
    const tell = (code: string, family: Family, params = {}): void =>
      findings.add(code, { params: { family: family.name, ...params }, at: [pointAtFamily(last, family)] });
    for (const family of own) {
      const { name, type } = family;
      const words = name.split('_');
      if (name !== name.toLowerCase() || name.includes(':')) tell('case', family);
      if (type === 'counter' && !name.endsWith('_total')) tell('total-missing', family);
      if (!['counter', 'unknown'].includes(type) && /_(?:total|count|sum|bucket)$/.test(name))
        tell('total-misplaced', family);
      const wrongUnit = words.find((word) => UNITS.has(word));
      if (wrongUnit !== undefined) tell('unit', family, { unit: wrongUnit });
      else if (type !== 'counter' && words.some((word) => TIMES.has(word)) && !words.includes('seconds'))
        tell('unit-missing', family);
      const value = valueIn(name);
      if (value !== undefined) tell('value-in-name', family, { value });
    }
    const prefixed = own.find(({ name }) => hasForeignPrefix(name, own));
    if (prefixed !== undefined) tell('prefix', prefixed, { prefix: `${prefixed.name.split('_')[0]}_` });
    return findings.list();
  },
};

/** The families that the app itself declares. */
function ownFamilies(read: ReadScrape | undefined): Family[] {
  return [...(read?.exposition.families.values() ?? [])].filter(
    ({ name, samples }) => samples.length > 0 && !isRuntime(name),
  );
}

/** Units that are not base units; base units are seconds, bytes, ratios, dollars. */
const UNITS = new Set(
  'ms millis millisecond milliseconds us micros microseconds ns nanoseconds minutes hours days kb mb gb kilobytes megabytes gigabytes percent percentage cents'.split(
    ' ',
  ),
);

const TIMES = new Set(['duration', 'latency', 'time', 'processing']);

/** Values that belong into a label. A status code, or its class, is one too. */
const VALUES = new Set(
  [
    'get post put patch delete head options select insert update google apple'.split(' '),
    PAYMENT_METHODS,
    CATEGORIES,
  ].flat(),
);

function valueIn(name: string): string | undefined {
  const word = name.split('_').find((one) => VALUES.has(one) || /^[1-5](?:\d\d|xx)$/.test(one));
  return word ?? REASONS.find((reason) => reason.includes('_') && name.includes(reason));
}

/** A name that is another family's first word with something in front of it: some have the prefix and some have not. */
function hasForeignPrefix(name: string, families: readonly Family[]): boolean {
  const [first = '', second = ''] = name.split('_');
  return families.some((other) => {
    const [theirs = ''] = other.name.split('_');
    return theirs === second && theirs !== first;
  });
}
