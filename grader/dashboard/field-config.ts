import { boundedRegex, RegexRefused } from './bounded-regex.ts';
import { isCalled, nameOf, type DataFrame, type Field } from './data-frame.ts';
import { asList, asText, asTexts, dig } from '../evidence/lenient.ts';
import type { Override, Panel } from './model.ts';
import { filledIn } from './series-name.ts';

/** A field as it is drawn: what it is called, its unit, whether it is hidden, and which of its numbers a text stands for. */
export interface DrawnField {
  field: Field;
  name: string;
  unit: string;
  isHidden: boolean;
  mappings: unknown[];
}

/** The fields of one of the frames, as the panel's field configuration has them drawn. */
export function drawnFields(
  panel: Pick<Panel, 'unit' | 'displayName' | 'fieldConfig' | 'overrides'>,
  frame: DataFrame,
  frames: readonly DataFrame[],
): DrawnField[] {
  return frame.fields.map((field) => {
    const own = nameOf(field, frames);
    const isNamed = field.displayName !== undefined || panel.displayName === '' || field.type !== 'number';
    const before = isNamed ? own : filledIn(panel.displayName, own, field.labels);
    const drawn = { field, name: before, unit: panel.unit, ...panel.fieldConfig };
    for (const { matcher, config } of panel.overrides) {
      if (!matches(matcher, { ...field, displayName: drawn.name }, frame)) continue;
      const { displayName, ...others } = config;
      Object.assign(drawn, others);
      if (displayName !== undefined) drawn.name = filledIn(displayName, own, field.labels);
    }
    return drawn;
  });
}

/** The first matcher that is not understood here, and that has a say in what is shown. */
export function unknownMatcher(overrides: readonly Override[]): string | undefined {
  return overrides.find(({ matcher, config }) => !MATCHERS.has(matcher.id) && Object.keys(config).length > 0)?.matcher
    .id;
}

function matches({ id, options }: Override['matcher'], field: Field, frame: DataFrame): boolean {
  try {
    return MATCHERS.get(id)?.(field, options, frame) ?? false;
  } catch (error) {
    if (error instanceof RegexRefused) return false;
    throw error;
  }
}

type Matcher = (field: Field, options: unknown, frame: DataFrame) => boolean;

const MATCHERS = new Map<string, Matcher>(
  Object.entries<Matcher>({
    byName: (field, options) => isCalled(field, asText(options), []),
    byNames(field, options) {
      const isIn = asTexts(asList(dig(options, 'names'))).some((name) => isCalled(field, name, []));
      return dig(options, 'mode') === 'exclude' ? !isIn && field.type !== 'time' : isIn;
    },
    byRegexp: (field, options) => boundedRegex(asText(options)).tests([nameOf(field)])[0] === true,
    byType: ({ type }, options) => type === options,
    byTypes: ({ type }, options) => asList(options).includes(type),
    byFrameRefID: (_, options, { refId }) => refId === options,
  }),
);

/** Whether a text stands in a number's stead. */
export function isReplaced(value: number, mappings: readonly unknown[]): boolean {
  return mappings.some((mapping) => textFor(value, mapping) !== '');
}

function textFor(value: number, mapping: unknown): string {
  const options = dig(mapping, 'options');
  const result = asText(dig(options, 'result', 'text'));
  switch (dig(mapping, 'type')) {
    case 'value':
      return asText(dig(options, String(value), 'text'));
    case 'range': {
      const [from, to] = [dig(options, 'from'), dig(options, 'to')];
      const isAbove = from === null || from === undefined || value >= Number(from);
      return isAbove && (to === null || to === undefined || value <= Number(to)) ? result : '';
    }
    case 'regex': {
      const pattern = asText(dig(options, 'pattern'));
      return boundedRegex(pattern).tests([String(value)])[0] === true ? result : '';
    }
    default:
      // Special values are none that can be told as numbers.
      return '';
  }
}
