import { boundedRegex, RegexRefused } from './bounded-regex.ts';
import type { VariableValue } from './interpolate.ts';
import { secondsOf, type TimeRange } from './interval.ts';
import { asList, asText, dig } from '../evidence/lenient.ts';

/** What a condition is asked about. */
export interface Circumstances {
  range: TimeRange;
  variables: ReadonlyMap<string, VariableValue>;
  /** Whether the panel's queries gave anything. */
  hasData: boolean;
}

/** Whether a panel is there at all: what v2 calls conditional rendering, of the panel itself and of the rows and tabs it stands in. */
export function isRendered(groups: readonly unknown[], circumstances: Circumstances): boolean {
  return groups.every((group) => {
    const spec = dig(group, 'spec');
    const results = asList(dig(spec, 'items'))
      .map((item) => resultOf(item, circumstances))
      .filter((result) => result !== undefined);
    // What cannot be told decides nothing.
    if (results.length === 0) return true;
    const isMet = dig(spec, 'condition') === 'and' ? results.every(Boolean) : results.some(Boolean);
    return dig(spec, 'visibility') === 'show' ? isMet : !isMet;
  });
}

function resultOf(item: unknown, { range, variables, hasData }: Circumstances): boolean | undefined {
  const value = dig(item, 'spec', 'value');
  switch (dig(item, 'kind')) {
    case 'ConditionalRenderingData':
      return hasData === (value === true);
    case 'ConditionalRenderingTimeRangeSize': {
      const longest = secondsOf(asText(value));
      return longest === undefined ? undefined : range.to - range.from <= longest;
    }
    case 'ConditionalRenderingVariable': {
      const variable = variables.get(asText(dig(item, 'spec', 'variable')));
      const operator = asText(dig(item, 'spec', 'operator'));
      if (variable === undefined) return undefined;
      const hit = operator.endsWith('quals') ? equals(variable, asText(value)) : matches(variable, asText(value));
      return operator.startsWith('not') ? !hit : hit;
    }
    default:
      return undefined;
  }
}

const equals = ({ values, isAll }: VariableValue, value: string): boolean =>
  values.includes(value) || (isAll === true && value.toLowerCase() === 'all');

function matches({ values }: VariableValue, pattern: string): boolean {
  try {
    return boundedRegex(`/${pattern}/`).tests(values).some(Boolean);
  } catch (error) {
    if (error instanceof RegexRefused) return true;
    throw error;
  }
}
